import type { Environment } from '../../contract/environment.ts';
import type {
  FunctionDraft,
  FunctionPatch,
  FunctionSummary,
  Language,
  NexoFunction,
  PublishMode,
} from '../../contract/function.ts';
import type { ReadOnly } from '../../contract/workspace.ts';
import type { WorkspaceFile } from '../../contract/file.ts';
import type { StoredTest, TestCase, TestSummary } from '../../contract/test.ts';
import type { PackageFiles } from '../packages/packages.ts';
import type { Migration } from './migrations.ts';
import type { Recoveries } from './recoveries.ts';
import type { StoreFs } from './store-fs.ts';

export type StoreEvent =
  /** `by` others: another program wrote it, and nobody has checked it. */
  | { type: 'saved'; function: NexoFunction; by: 'us' | 'others' }
  | { type: 'damaged'; function: FunctionSummary }
  | { type: 'removed'; id: string }
  /** Files that functions can be made of, by their paths in the workspace: helpers, shared modules, packages, … */
  | { type: 'files'; files: readonly string[] };

/**
 * The workspace folder: `functions/<id>/function.json` beside its source file, `nexo.json` for settings.
 * A promise that resolves means the bytes are on the disk (fsync of file and folder). Rejections are NexoErrors:
 * FUNCTION_NOT_FOUND, FUNCTION_DAMAGED, or STORE_FAILED with the old state intact.
 */
export interface Store {
  readonly folder: string;
  /** Why every change is refused with READ_ONLY; null for a workspace like any other. */
  readonly readOnly: ReadOnly | null;
  readonly recoveries: Recoveries;
  /** Throws READ_ONLY where nothing may be changed, for what changes a workspace in another way than through the store. */
  expectWritable(): void;
  /** What functions may fetch from besides the public internet. */
  readonly grants: GrantTable;
  readonly tests: TestTable;
  /** What functions are made of besides `function.json`. */
  readonly files: FileTable;
  readonly environments: EnvironmentTable;
  readonly publishing: PublishingChoice;
  readonly packages: PackageFiles;
  readonly imports: ImportTable;
  /** Every function, damaged ones included, ordered by id. */
  list(): FunctionSummary[];
  /** The function with its code; undefined when there is none or it is damaged. */
  get(id: string): NexoFunction | undefined;
  /** Where a function's code is, or would be in another language: a path in the workspace. */
  fileOf(id: string, language: Language): string;
  /** Where `create` will put a function's code, unless somebody takes the folder meanwhile. */
  fileOfNew(draft: Pick<FunctionDraft, 'name' | 'language'>): string;
  create(draft: FunctionDraft): Promise<NexoFunction>;
  /** A new function with everything the other's folder holds, packages left out. */
  duplicate(id: string, copy: { name: string; route: string }): Promise<NexoFunction>;
  update(id: string, patch: FunctionPatch): Promise<NexoFunction>;
  /** An imported function is as one's own from now on. */
  trust(id: string): Promise<NexoFunction>;
  /** Moves the folder to `.nexo/trash`. */
  remove(id: string): Promise<void>;
  /**
   * Takes back the folder that `remove` moved away last. `check` sees what its function.json says, if that can be
   * read; when it throws, everything stays as it is. Rejects with FUNCTION_NOT_FOUND when there is nothing to take
   * back, ID_CONFLICT when there is a function of that id.
   */
  restore(id: string, check: RestoreCheck): Promise<FunctionSummary>;
  /** Called after every change, ours or another editor's. Returns the unsubscribe function. */
  onChange(listener: (event: StoreEvent) => void): () => void;
  /** Resolves when everything acknowledged or begun has ended and the workspace is free for others. */
  dispose(): Promise<void>;
}

/** What an import puts into the workspace. */
export interface Incoming {
  /** What it is called, for messages. */
  from: string;
  /** Whole folders; paths of files are relative to theirs. */
  functions: readonly { id: string; replaces: boolean; files: readonly { path: string; bytes: Uint8Array }[] }[];
  /** Files elsewhere in the workspace, by their paths in it. */
  files: readonly { path: string; bytes: Uint8Array; replaces: boolean }[];
  /** Variables that an environment gets. */
  environment: Environment | null;
}

/**
 * Imports are all or nothing, a crash included. Rejections are NexoErrors: ID_CONFLICT when a place that was free is
 * taken, NOT_FOUND for an import that cannot be undone any more, or STORE_FAILED.
 */
export interface ImportTable {
  /** `onProgress` is told how many files have been written. Answers what `undo` takes. */
  bringIn(incoming: Incoming, onProgress?: (done: number) => void): Promise<{ id: string }>;
  /** The bytes of a file that an import may want to put there; undefined when there is none. */
  read(path: string): Promise<Uint8Array | undefined>;
  /** What was imported goes to the trash, and what it replaced comes back. */
  undo(id: string): Promise<{ removed: string[]; restored: string[] }>;
}

export interface FileChange {
  /** New, written, or perhaps written. */
  changed: readonly string[];
  removed: readonly string[];
}

/**
 * The files in `functions/<id>/` and `shared/`, by their paths in the workspace. Rejections are NexoErrors: FILE_NOT_FOUND,
 * FILE_CONFLICT, FILE_UNREADABLE, FUNCTION_NOT_FOUND, INVALID_INPUT for a path that is none of them, or STORE_FAILED.
 */
export interface FileTable {
  list(): string[];
  read(path: string): Promise<WorkspaceFile>;
  /** The files under some folders, or all, in batches. Those that cannot be read are left out. */
  texts(folders: readonly string[] | undefined): AsyncGenerator<WorkspaceFile[]>;
  create(path: string, text: string): Promise<WorkspaceFile>;
  /** Resolves when the bytes are on the disk. A function's entry is refused: it is saved with its function. */
  write(path: string, text: string, expected: string | undefined): Promise<WorkspaceFile>;
  /** Answers the files that moved, by their old paths. */
  move(from: string, to: string): Promise<string[]>;
  remove(path: string): Promise<{ removal: string; removed: string[] }>;
  restore(removal: string): Promise<{ path: string; restored: string[] }>;
  /** Called after every change, ours or another program's. Returns the unsubscribe function. */
  onChange(listener: (change: FileChange) => void): () => void;
}

/** What an import added to an environment. */
export interface AddedSettings extends Environment {
  /** The environment itself was added: it goes once it is empty. */
  isNew: boolean;
}

/** The environments of the workspace: at least one, and one that is active on this machine. Rejects with STORE_FAILED, the old state kept. */
export interface EnvironmentTable {
  list(): Environment[];
  active(): Environment;
  /** Adds it at the end, or replaces the one of its name. */
  put(environment: Environment): Promise<void>;
  remove(name: string): Promise<void>;
  /**
   * Runs `commit` with what `nexo.json` is to say once it has these variables too, null when that is what it says; then
   * takes over what is there. Nobody else changes it meanwhile.
   */
  bringIn(environment: Environment | null, commit: (settings: string | null) => Promise<void>): Promise<void>;
  /** The same without what was added to an environment, where that is as it came. */
  takeBack(added: AddedSettings | null, commit: (settings: string | null) => Promise<void>): Promise<void>;
  activate(name: string): Promise<void>;
  /** Called after every change. Returns the unsubscribe function. */
  onChange(listener: () => void): () => void;
  dispose(): Promise<void>;
}

/** Whether saving publishes functions that make no choice of their own: `publish` of `nexo.json`. */
export interface PublishingChoice {
  mode(): PublishMode;
  /** Resolves when it is on the disk; rejects with STORE_FAILED, the old one kept. */
  choose(mode: PublishMode): Promise<void>;
  /** Called after every change of `nexo.json`, also one by hand. */
  onChange(listener: () => void): void;
}

/** `.nexo/grants.json`: the `host:port`s each function may fetch from though they are not on the public internet. */
export interface GrantTable {
  /** None for a function nobody decided about. */
  of(functionId: string): readonly string[];
  /** Replaces a function's targets. Resolves when that is on the disk; rejects with STORE_FAILED, the old ones kept. */
  set(functionId: string, targets: readonly string[]): Promise<void>;
  /**
   * Runs `commit` with what the file is to say once these functions have these targets again, null when that is what it
   * says; then takes over what is there. Nobody else changes it meanwhile.
   */
  bringBack(
    targets: Readonly<Record<string, readonly string[]>>,
    commit: (text: string | null) => Promise<void>,
  ): Promise<void>;
  /** The function is gone. What cannot be written is only logged: the next start leaves out who is not there. */
  forget(functionId: string): void;
  /** Called with the function's id when its targets are others than before. Returns the unsubscribe function. */
  onChange(listener: (functionId: string) => void): () => void;
  dispose(): Promise<void>;
}

/** `functions/<id>/tests/<name>.json`. Rejections are NexoErrors: NOT_FOUND, ID_CONFLICT, INVALID_INPUT, STORE_FAILED. */
export interface TestTable {
  /** Resolves when every test has been read once; the functions do not wait for them. */
  readonly ready: Promise<void>;
  /** Ordered by function and name, broken ones included. */
  list(functionId?: string): TestSummary[];
  /** Throws NOT_FOUND, or INVALID_INPUT with the place when its file is broken. */
  get(functionId: string, name: string): StoredTest;
  save(functionId: string, name: string, test: TestCase, mode: 'create' | 'replace'): Promise<StoredTest>;
  rename(functionId: string, name: string, to: string): Promise<StoredTest>;
  remove(functionId: string, name: string): Promise<void>;
  /** A file beside the tests that one of them sends. */
  readFile(functionId: string, path: string): Promise<Uint8Array>;
  /** Called with the function's id when its tests are others than before. Returns the unsubscribe function. */
  onChange(listener: (functionId: string) => void): () => void;
}

export type RestoreCheck = (removed: Pick<NexoFunction, 'route' | 'methods'>) => void;

export interface StoreLog {
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
}

export interface StoreOptions {
  folder: string;
  onProgress?(progress: { done: number; total: number }): void;
  log: StoreLog;
  /** Whether changes made by other programs are picked up. */
  watch?: boolean;
  fs?: StoreFs;
  /** Those of this version, unless a test has others. */
  migrations?: readonly Migration[];
}
