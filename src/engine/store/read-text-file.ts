import { constants } from 'node:fs';
import { sep } from 'node:path';

import { decodeUtf8 } from '../../kit/decode-utf8.ts';
import type { StoreFs } from './store-fs.ts';

/** Why a file cannot be shown as text, for the person whose file it is. */
export class UnreadableFile extends Error {}

/** The text of such a file; see `readBytes`. */
export async function readTextFile(fs: StoreFs, root: string, path: string, maxBytes: number): Promise<string> {
  // Strict: text with replacement characters would overwrite the original bytes at the next save.
  const text = decodeUtf8(await readBytes(fs, root, path, maxBytes));
  if (text === undefined) throw new UnreadableFile('it is not UTF-8 text');
  return text;
}

/**
 * What is in a regular file in the workspace at `root`, wherever links lead. Rejects with UnreadableFile, or with the
 * file system's own error.
 */
export async function readBytes(fs: StoreFs, root: string, path: string, maxBytes: number): Promise<Buffer> {
  const real = await fs.realpath(path);
  if (!real.startsWith(root + sep)) throw new UnreadableFile('it is a link out of the workspace');
  // Opening a named pipe would otherwise wait for its writer for ever.
  const handle = await fs.open(real, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
  try {
    const state = await handle.stat();
    if (!state.isFile()) throw new UnreadableFile('it is not a regular file');
    if (state.size > maxBytes) throw new UnreadableFile(`it is larger than ${maxBytes / 1_000_000} MB`);
    return await handle.readFile();
  } finally {
    await handle.close();
  }
}
