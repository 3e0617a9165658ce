import type { FileHandle } from 'node:fs/promises';
import { chmod, readdir, readFile, rename, rm, stat, truncate, utimes, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

import { nodeFs, type StoreFs } from '../store-fs.ts';

export interface VolatileFs extends StoreFs {
  /**
   * The power goes: what was not synced is gone from `root`. `nothing` keeps no name that its folder was not synced
   * for; `names` keeps all of them, with the bytes of files that were not synced lost.
   */
  cutPower(root: string, kept: 'nothing' | 'names'): Promise<void>;
}

interface Change {
  /** The folder whose sync makes it last. */
  folder: string;
  undo(): Promise<void>;
}

/** The real file system, which remembers what a power cut could take back. */
export function createVolatileFs(): VolatileFs {
  let changes: Change[] = [];
  const unsynced = new Set<number>();

  /** How to bring a file back as it is now; undefined where there is none. */
  async function snapshot(path: string): Promise<(() => Promise<void>) | undefined> {
    try {
      const bytes = await readFile(path);
      const { mode, atime, mtime } = await stat(path);
      return async () => {
        await writeFile(path, bytes);
        await chmod(path, mode);
        await utimes(path, atime, mtime);
      };
    } catch {
      return undefined;
    }
  }

  async function watchHandle(handle: FileHandle, path: string, isNew: boolean): Promise<FileHandle> {
    const { ino } = await handle.stat();
    if (isNew) {
      unsynced.add(ino);
      changes.push({ folder: dirname(path), undo: () => rm(path, { force: true }) });
    }
    return new Proxy(handle, {
      get(target, property) {
        if (property === 'writeFile') {
          return async (...args: Parameters<FileHandle['writeFile']>) => {
            unsynced.add(ino);
            await target.writeFile(...args);
          };
        }
        if (property === 'sync') {
          return async () => {
            await target.sync();
            unsynced.delete(ino);
            changes = changes.filter(({ folder }) => folder !== path);
          };
        }
        const value: unknown = Reflect.get(target, property);
        return typeof value === 'function' ? (value.bind(target) as unknown) : value;
      },
    });
  }

  return {
    ...nodeFs,
    open: (async (path: string, flags?: string | number, mode?: number) =>
      watchHandle(await nodeFs.open(path, flags, mode), path, flags === 'wx')) as StoreFs['open'],
    rename: (async (from: string, to: string) => {
      const restore = await snapshot(to);
      await nodeFs.rename(from, to);
      const undo = async (): Promise<void> => {
        await rename(to, from);
        await restore?.();
      };
      changes.push({ folder: dirname(to), undo });
    }) as StoreFs['rename'],
    unlink: (async (path: string) => {
      const restore = await snapshot(path);
      await nodeFs.unlink(path);
      if (restore) changes.push({ folder: dirname(path), undo: restore });
    }) as StoreFs['unlink'],
    mkdir: (async (path: string, options?: { recursive?: boolean }) => {
      const first = await nodeFs.mkdir(path, options);
      const made = options?.recursive ? first : path;
      const undo = (): Promise<void> => rm(made ?? path, { recursive: true, force: true });
      if (made !== undefined) changes.push({ folder: dirname(made), undo });
      return first;
    }) as StoreFs['mkdir'],
    async cutPower(root, kept) {
      if (kept === 'nothing') for (const { undo } of changes.toReversed()) await undo();
      for (const one of await readdir(root, { recursive: true, withFileTypes: true })) {
        const path = join(one.parentPath, one.name);
        if (one.isFile() && unsynced.has((await stat(path)).ino)) await truncate(path);
      }
    },
  };
}
