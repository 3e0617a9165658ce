/** Monaco ships the TypeScript worker's module without declarations; this is the part we build on. */
declare module 'monaco-editor/language/typescript/ts.worker' {
  interface WorkerDiagnostic {
    code: number;
    messageText: string | object;
  }
  interface WorkerContext {
    getMirrorModels(): { uri: { toString(): string } }[];
  }
  export class TypeScriptWorker {
    constructor(context: WorkerContext, createData: object);
    _languageService: object;
    getSyntacticDiagnostics(fileName: string): Promise<WorkerDiagnostic[]>;
    getSemanticDiagnostics(fileName: string): Promise<WorkerDiagnostic[]>;
  }
  export const ts: { typescript: object };
  export function initialize(start: (context: WorkerContext, createData: object) => TypeScriptWorker): void;
}
