import { initialize, TypeScriptWorker } from 'monaco-editor/language/typescript/ts.worker';

import { explainMissing } from './explain-missing.ts';

/**
 * The TypeScript worker of the editor, which knows two things more: what type a function's handler has, although
 * nothing in plain JavaScript says so, and that advice to install types for Node is of no use here.
 */
class FunctionWorker extends TypeScriptWorker {
  override async getSemanticDiagnostics(fileName: string) {
    return (await super.getSemanticDiagnostics(fileName)).map(explainMissing);
  }
}

self.onmessage = () => {
  initialize((context, createData) => new FunctionWorker(context, createData));
};
