import { createHash } from 'node:crypto';
import { dirname, join } from 'node:path';

import { NexoError } from '../../contract/errors.ts';
import { maxFileLength, type WorkspaceFile } from '../../contract/file.ts';
import type { DurableFiles } from '../../disk/durable-files.ts';
import { exists } from './exists.ts';
import { createFileTrash } from './file-trash.ts';
import { ownerOf, placeOf } from './file-place.ts';
import { makeFolder } from './make-folder.ts';
import { readTextFile, UnreadableFile } from './read-text-file.ts';
import { storeError } from './store-error.ts';
import { hasCode } from '../../disk/has-code.ts';
import type { StoreFs } from './store-fs.ts';
import type { FileChange, FileTable, StoreLog } from './store.ts';
import { createTurns } from './turns.ts';
import { walkFiles } from './walk-files.ts';
import type { WriteQueue } from './write-queue.ts';

export interface FileTableOptions {
  fs: StoreFs;
  root: string;
  files: DurableFiles;
  /** Shared with the functions, so that none is deleted while a file is written into it. */
  queue: WriteQueue;
  log: StoreLog;
  functionIds: readonly string[];
  /** The entry of a function, as long as it can be read. */
  entryOf(functionId: string): string | undefined;
  hasFunction(functionId: string): boolean;
}

export interface OpenFileTable extends FileTable {
  /** Another program, or a save of a function, touched these. */
  touched(paths: readonly string[]): void;
  /** A function came, went or was saved, its code in `entry`. */
  folderChanged(functionId: string, entry?: string): void;
  /** Nothing is written from here on. */
  dispose(): void;
}

const maxFileBytes = 8_000_000;
const batchLength = 200_000;

/** The files that functions are made of: their names in memory, their texts on the disk. */
export async function createFileTable(options: FileTableOptions): Promise<OpenFileTable> {
  const { fs, root, files, queue, log, entryOf, hasFunction } = options;
  const known = new Set<string>();
  const listeners = new Set<(change: FileChange) => void>();
  let disposed = false;
  const trash = createFileTrash(fs, files, root);
  const pathOf = (path: string): string => join(root, ...path.split('/'));
  const under = (folder: string): string[] => [...known].filter((path) => path.startsWith(`${folder}/`));

  const all = ['shared', ...options.functionIds.map((id) => `functions/${id}`)];
  const pause = createTurns();
  for (const folder of all) {
    for (const path of walkFiles(fs, root, folder)) known.add(path);
    await pause();
  }

  function tell(changed: readonly string[], removed: readonly string[] = []): void {
    for (const path of removed) known.delete(path);
    for (const path of changed) known.add(path);
    if (changed.length + removed.length === 0) return;
    for (const listener of listeners) listener({ changed, removed });
  }

  /** Takes over what the disk has at these places, and tells the listeners. */
  async function look(paths: readonly string[]): Promise<void> {
    const changed: string[] = [];
    const removed: string[] = [];
    for (const path of paths) {
      const state = await fs.lstat(pathOf(path)).catch(() => undefined);
      if (state?.isFile()) changed.push(path);
      else if (known.has(path)) removed.push(path);
    }
    tell(changed, removed);
  }

  function inBackground(job: () => Promise<void>): void {
    queue.run(job).catch((error: unknown) => log.warn({ error }, 'changed files could not be looked at'));
  }

  function change<Result>(action: string, path: string, job: () => Promise<Result>): Promise<Result> {
    return queue.run(async () => {
      if (disposed) throw new NexoError('SHUTTING_DOWN', 'The workspace is being closed');
      try {
        return await job();
      } catch (error) {
        throw storeError(action, path, error);
      }
    });
  }

  function expectFunction(path: string): void {
    const [top, id = ''] = path.split('/');
    if (top === 'functions' && !hasFunction(id)) {
      throw new NexoError('FUNCTION_NOT_FOUND', `There is no function "${id}"`);
    }
  }

  function isEntry(path: string): boolean {
    const [top, id = ''] = path.split('/');
    return top === 'functions' && entryOf(id) === path;
  }

  async function textOf(path: string): Promise<WorkspaceFile> {
    const place = await placeOf(fs, root, path);
    try {
      const text = await readTextFile(fs, root, place, maxFileBytes);
      if (text.length > maxFileLength) throw new UnreadableFile('it is too long');
      if (text.includes('\0')) throw new UnreadableFile('it is not text');
      return { path, text, version: versionOf(text) };
    } catch (error) {
      if (error instanceof UnreadableFile) {
        throw new NexoError('FILE_UNREADABLE', `${path} cannot be opened here: ${error.message}.`);
      }
      if (hasCode(error, 'ENOENT', 'ENOTDIR', 'EISDIR')) throw missing(path);
      throw storeError('read', path, error);
    }
  }

  /** What is gone or no text is nobody's fault; what the disk refused to read would be missing without a word. */
  function leaveOut(path: string, error: unknown): undefined {
    if (error instanceof NexoError && error.code !== 'STORE_FAILED') return;
    log.warn({ error, path }, 'a file could not be read');
  }

  async function put(path: string, text: string): Promise<WorkspaceFile> {
    expectFunction(path);
    const place = await placeOf(fs, root, path);
    await makeFolder(fs, files, dirname(place));
    await files.write(place, text);
    tell([path]);
    return { path, text, version: versionOf(text) };
  }

  return {
    list: () => [...known].toSorted((a, b) => (a < b ? -1 : 1)),
    read: textOf,
    async *texts(folders) {
      const isWanted = (path: string) => !folders || folders.some((folder) => path.startsWith(`${folder}/`));
      let batch: WorkspaceFile[] = [];
      let length = 0;
      for (const path of [...known].filter(isWanted).toSorted()) {
        const file = await textOf(path).catch((error: unknown) => leaveOut(path, error));
        if (file === undefined) continue;
        batch.push(file);
        length += file.text.length;
        if (length < batchLength) continue;
        yield batch;
        batch = [];
        length = 0;
      }
      if (batch.length > 0) yield batch;
    },
    create: (path, text) =>
      change('make', path, async () => {
        if (await exists(fs, await placeOf(fs, root, path))) throw taken(path);
        return put(path, text);
      }),
    write: (path, text, expected) =>
      change('save', path, async () => {
        if (isEntry(path)) throw entryRefusal(path, `change it with PUT /api/functions/${path.split('/')[1]}`);
        if (expected !== undefined) {
          const now = await textOf(path).catch(() => undefined);
          if (now !== undefined && now.version !== expected && now.text !== text) {
            throw new NexoError('FILE_CONFLICT', `${path} was changed by another program. Compare, then save again.`);
          }
        }
        return put(path, text);
      }),
    move: (from, to) =>
      change('move', from, async () => {
        const source = await placeOf(fs, root, from);
        const target = await placeOf(fs, root, to);
        const moved = await expectExisting(from, source);
        if (isEntry(from) && !isEntryName(from, to)) throw entryRefusal(from, 'delete or duplicate the function');
        if (to.startsWith(`${from}/`)) throw new NexoError('INVALID_INPUT', 'to: it is inside itself', { field: 'to' });
        expectFunction(to);
        const caseOnly = from.toLowerCase() === to.toLowerCase();
        if (!caseOnly && (await exists(fs, target))) throw taken(to);
        await makeFolder(fs, files, dirname(target));
        await fs.rename(source, target);
        await files.syncFolder(dirname(target));
        await files.syncFolder(dirname(source));
        tell(
          moved.map((path) => to + path.slice(from.length)),
          moved,
        );
        return moved;
      }),
    remove: (path) =>
      change('delete', path, async () => {
        const place = await placeOf(fs, root, path);
        const removed = await expectExisting(path, place);
        const entry = removed.find(isEntry);
        if (entry !== undefined) throw entryRefusal(entry, 'delete the function instead');
        const removal = await trash.take(path, place);
        tell([], removed);
        return { removal, removed };
      }),
    restore: (removal) =>
      change('bring back', 'what was deleted', async () => {
        const path = await trash.give(removal, async (place) => {
          expectFunction(place);
          const target = await placeOf(fs, root, place);
          if (await exists(fs, target)) throw taken(place);
          await makeFolder(fs, files, dirname(target));
          return target;
        });
        const inside = walkFiles(fs, root, path);
        const restored = inside.length > 0 ? inside : [path];
        tell(restored);
        return { path, restored };
      }),
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    touched: (paths) => inBackground(() => look(paths)),
    folderChanged(id, entry) {
      inBackground(async () => {
        const before = new Set(under(`functions/${id}`));
        const now = new Set(walkFiles(fs, root, `functions/${id}`));
        const news = [...now].filter((path) => path === entry || !before.has(path));
        tell(news, [...before.difference(now)]);
      });
    },
    dispose() {
      disposed = true;
      listeners.clear();
    },
  };

  /** The files that are at a place or in the folder there. */
  async function expectExisting(path: string, place: string): Promise<string[]> {
    if (!(await exists(fs, place))) throw missing(path);
    const inside = under(path);
    return inside.length > 0 ? inside : [path];
  }

  /** An entry may get or lose its JSX: `index.ts` to `index.tsx`. */
  function isEntryName(from: string, to: string): boolean {
    const kinds = /^index\.(?:ts|tsx)$/.test(from.split('/')[2] ?? '') ? /^index\.tsx?$/ : /^index\.(?:js|mjs|jsx)$/;
    return ownerOf(from) === ownerOf(to) && kinds.test(to.split('/').slice(2).join('/'));
  }
}

function versionOf(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 12);
}

function missing(path: string): NexoError {
  return new NexoError('FILE_NOT_FOUND', `There is no ${path} any more`);
}

function taken(path: string): NexoError {
  return new NexoError('FILE_CONFLICT', `There is a ${path} already. Choose another name.`, { field: 'path' });
}

function entryRefusal(path: string, instead: string): NexoError {
  return new NexoError('INVALID_INPUT', `path: ${path} is the code of a function; ${instead}`, { field: 'path' });
}
