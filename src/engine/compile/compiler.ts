import type { Language } from '../../contract/function.ts';

export interface CompileInput {
  /** The entry's path in the workspace, where imports are relative to: what stacks and errors name. */
  file: string;
  /** The entry's text, saved or not; everything it imports is read from the disk. */
  code: string;
  language: Language;
  /** Texts that stand for those on the disk, by the files' paths in the workspace. */
  unsaved?: ReadonlyMap<string, string>;
}

export interface Compiled {
  /**
   * One ES module. Its exports `default` (the person's own, or undefined) and
   * `__nexo` (`{ handler, main }`, each a function or undefined) are what a sandbox reads.
   */
  code: string;
  /** JSON source map from `code` to the files it was made of, by their paths in the workspace. */
  sourceMap: string;
  /**
   * The files it was made of and those that decided how, but for the entry, in order: paths in the workspace, with
   * forward slashes; a module of the engine's own by its name, such as `node:buffer`.
   */
  inputs: readonly string[];
  /** What the person's own files among them held, but for the entry, by their paths in the workspace. */
  files?: ReadonlyMap<string, Uint8Array>;
}

/** Turns a person's sources into what a sandbox runs. */
export interface Compiler {
  /**
   * Rejects with NexoError SYNTAX_ERROR when a source does not parse or an import leads nowhere: field `code`, line and
   * column in the entry, or in `file` where the fault is in another file.
   */
  compile(input: CompileInput): Promise<Compiled>;
  /**
   * The same for other runtimes: modules of Node.js stay imports of the runtime's own, and syntax that not all of them
   * have yet is written in older words. Rejects as `compile` does.
   */
  compilePortable(input: CompileInput): Promise<Compiled>;
  /** Ends the compile process. Compiling again afterwards starts it again. */
  dispose(): Promise<void>;
}
