import { randomBytes } from 'node:crypto';
import { basename, dirname, join, sep } from 'node:path';

import type { DiskFs } from './disk-fs.ts';
import { hasCode } from './has-code.ts';

/** Bytes that are on the disk under another name. Exactly one of the two methods is called. */
export interface PreparedWrite {
  readonly temporary: string;
  readonly target: string;
  /** Puts the bytes in place; resolves when a power cut cannot undo it. */
  commit(): Promise<void>;
  discard(): Promise<void>;
}

/**
 * Replaces whole files so that a crash, a power cut or a full disk leaves the old bytes or the new, nothing else:
 * write beside, check the size, fsync, rename over, fsync the folder. Rejects with the file system's own error.
 */
export interface DurableFiles {
  prepare(target: string, text: string | Uint8Array, mode?: number): Promise<PreparedWrite>;
  write(target: string, text: string | Uint8Array, mode?: number): Promise<void>;
  syncFolder(folder: string): Promise<void>;
}

/** `root` has no links in it. `temporaryFolder` is on the same disk as everything written; what is left there after a crash is worthless. */
export function createDurableFiles(fs: DiskFs, root: string, temporaryFolder: string): DurableFiles {
  async function syncFolder(folder: string): Promise<void> {
    // Windows cannot open folders; NTFS journals renames by itself.
    if (process.platform === 'win32') return;
    const handle = await fs.open(folder, 'r');
    try {
      await handle.sync();
    } finally {
      await handle.close();
    }
  }

  /** A link is written through, and stays a link, as long as it stays inside the workspace. */
  async function resolveTarget(target: string): Promise<{ path: string; mode: number | undefined }> {
    try {
      const path = await fs.realpath(target);
      if (!path.startsWith(root + sep)) throw new Error('it is a link that leaves the workspace');
      return { path, mode: (await fs.stat(path)).mode & 0o777 };
    } catch (error) {
      if (!hasCode(error, 'ENOENT')) throw error;
      return { path: target, mode: undefined };
    }
  }

  async function prepare(target: string, text: string | Uint8Array, mode = 0o666): Promise<PreparedWrite> {
    const existing = await resolveTarget(target);
    const temporary = join(temporaryFolder, `${basename(target)}.${randomBytes(6).toString('hex')}`);
    const discard = () => fs.unlink(temporary);
    const bytes = Buffer.from(text);
    const handle = await fs.open(temporary, 'wx', existing.mode ?? mode);
    try {
      try {
        await handle.writeFile(bytes);
        const { size } = await handle.stat();
        if (size !== bytes.length) throw Object.assign(new Error('short write'), { code: 'ENOSPC' });
        // `open` subtracts the umask from the mode.
        if (existing.mode !== undefined) await handle.chmod(existing.mode);
        await handle.sync();
      } finally {
        await handle.close();
      }
    } catch (error) {
      await discard().catch(() => undefined);
      throw error;
    }
    return {
      temporary,
      target: existing.path,
      async commit() {
        await fs.rename(temporary, existing.path);
        await syncFolder(dirname(existing.path));
      },
      discard,
    };
  }

  return {
    prepare,
    async write(target, text, mode) {
      const prepared = await prepare(target, text, mode);
      try {
        await prepared.commit();
      } catch (error) {
        await prepared.discard().catch(() => undefined);
        throw error;
      }
    },
    syncFolder,
  };
}
