import type { Language } from '../../contract/function.ts';

export interface CompileInput {
  /** The source's path in the workspace: what stacks and errors name. */
  file: string;
  code: string;
  language: Language;
}

export interface Compiled {
  /** One ES module that exports the function's entry points as `__nexo`. */
  code: string;
  /** JSON source map from `code` to `file`. */
  sourceMap: string;
}

/** Turns a person's source into what a sandbox runs. */
export interface Compiler {
  /** Rejects with NexoError SYNTAX_ERROR (field `code`, line, column) when the source does not parse. */
  compile(input: CompileInput): Promise<Compiled>;
  dispose(): Promise<void>;
}
