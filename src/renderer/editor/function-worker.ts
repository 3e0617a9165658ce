import { initialize, ts, TypeScriptWorker } from 'monaco-editor/language/typescript/ts.worker';

import { explainMissing, isForTheEngine, isWrongHere } from './diagnostics.ts';
import { typedHandlersRegistry } from './type-handlers.ts';

type Start = Parameters<typeof initialize>[0];

/**
 * The editor's TypeScript worker, which knows three things more: what a function's handler is called with although
 * plain JavaScript does not say so, that the runtime uses the handler, and that Node's types are of no help here.
 */
class FunctionWorker extends TypeScriptWorker {
  constructor(...[context, createData]: Parameters<Start>) {
    super(context, createData);
    const host = this as unknown as Parameters<typeof ts.typescript.createLanguageService>[0];
    const registry = typedHandlersRegistry(ts.typescript, 'file:///functions/');
    this._languageService = ts.typescript.createLanguageService(host, registry);
  }

  override async getSyntacticDiagnostics(fileName: string) {
    return (await super.getSyntacticDiagnostics(fileName)).filter((diagnostic) => !isWrongHere(diagnostic));
  }

  override async getSemanticDiagnostics(fileName: string) {
    const diagnostics = await super.getSemanticDiagnostics(fileName);
    return diagnostics.filter((diagnostic) => !isForTheEngine(diagnostic)).map(explainMissing);
  }

  override async getSuggestionDiagnostics(fileName: string) {
    return (await super.getSuggestionDiagnostics(fileName)).filter((diagnostic) => !isWrongHere(diagnostic));
  }
}

self.onmessage = () => {
  initialize((context, createData) => new FunctionWorker(context, createData));
};
