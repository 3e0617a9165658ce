/** Monaco ships the TypeScript worker's module without declarations; this is the part we build on. */
declare module 'monaco-editor/language/typescript/ts.worker' {
  interface WorkerDiagnostic {
    code: number;
    length?: number;
    messageText: string | object;
  }
  interface WorkerContext {
    getMirrorModels(): { uri: { toString(): string } }[];
  }
  export class TypeScriptWorker {
    constructor(context: WorkerContext, createData: object);
    /** Made by the constructor; every answer comes from it. */
    _languageService: object;
    getSyntacticDiagnostics(fileName: string): Promise<WorkerDiagnostic[]>;
    getSemanticDiagnostics(fileName: string): Promise<WorkerDiagnostic[]>;
    getSuggestionDiagnostics(fileName: string): Promise<WorkerDiagnostic[]>;
  }
  import type typescript from 'typescript';

  export const ts: { typescript: typeof typescript };
  export function initialize(start: (context: WorkerContext, createData: object) => TypeScriptWorker): void;
}
