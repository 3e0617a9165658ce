import { constants } from 'node:fs';

import { decodeUtf8 } from '../kit/decode-utf8.ts';
import type { DiskFs } from './disk-fs.ts';
import { hasCode } from './has-code.ts';

/** A file as text, with what `stat` says of it. */
export interface TextFile {
  text: string;
  /** Permission bits. */
  mode: number;
  mtimeMs: number;
}

/**
 * Reads a file of ours; null when there is none. Rejects when it is no regular file or not UTF-8, which written again
 * would be other bytes, or with the file system's own error.
 */
export async function readText(fs: DiskFs, path: string): Promise<TextFile | null> {
  try {
    // Opening a named pipe would otherwise wait for its writer for ever.
    const handle = await fs.open(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
    try {
      const state = await handle.stat();
      if (!state.isFile()) throw new Error('it is not a regular file');
      const text = decodeUtf8(await handle.readFile());
      if (text === undefined) throw new Error('it is not UTF-8 text');
      return { text, mode: state.mode & 0o777, mtimeMs: state.mtimeMs };
    } finally {
      await handle.close();
    }
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return null;
    throw error;
  }
}
