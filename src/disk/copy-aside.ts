import { constants } from 'node:fs';

import type { DiskFs } from './disk-fs.ts';
import { hasCode } from './has-code.ts';

/**
 * Keeps the bytes of a file that cannot be used beside it, as `<file>.damaged` or the first such name with a number that
 * is free; a copy with the same bytes is enough. Answers the copy's path. Rejects with the file system's own error.
 */
export async function copyAside(fs: DiskFs, file: string): Promise<string> {
  const bytes = await readBytes(fs, file);
  for (let count = 1; ; count++) {
    const copy = count === 1 ? `${file}.damaged` : `${file}.damaged-${count}`;
    try {
      const handle = await fs.open(copy, 'wx', 0o600);
      try {
        await handle.writeFile(bytes);
        await handle.sync();
      } finally {
        await handle.close();
      }
      return copy;
    } catch (error) {
      if (!hasCode(error, 'EEXIST')) throw error;
      if (bytes.equals(await readBytes(fs, copy))) return copy;
    }
  }
}

async function readBytes(fs: DiskFs, file: string): Promise<Buffer> {
  // Opening a named pipe would otherwise wait for its writer for ever.
  const handle = await fs.open(file, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
  try {
    return await handle.readFile();
  } finally {
    await handle.close();
  }
}
