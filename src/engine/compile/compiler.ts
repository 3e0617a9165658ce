import type { Language } from '../../contract/function.ts';

export interface CompileInput {
  /** The source's path in the workspace: what stacks and errors name. */
  file: string;
  code: string;
  language: Language;
}

export interface Compiled {
  /**
   * One ES module. Its exports `default` (the person's own, or undefined) and
   * `__nexo` (`{ handler, main }`, each a function or undefined) are what a sandbox reads.
   */
  code: string;
  /** JSON source map from `code` to `file`. */
  sourceMap: string;
}

/** Turns a person's source into what a sandbox runs. */
export interface Compiler {
  /** Rejects with NexoError SYNTAX_ERROR (field `code`, line, column) when the source does not parse. */
  compile(input: CompileInput): Promise<Compiled>;
  /** Ends the compile process. Compiling again afterwards starts it again. */
  dispose(): Promise<void>;
}
