import { join } from 'node:path';

import type { DiskFs } from './disk-fs.ts';
import { createDurableFiles, type DurableFiles } from './durable-files.ts';

/**
 * Durable files in a folder that is ours alone; it is made where there is none, and what a crash left unfinished in it is
 * taken away. Rejects with the file system's own error.
 */
export async function openDurableFolder(fs: DiskFs, folder: string): Promise<DurableFiles> {
  const unfinished = join(folder, '.unfinished');
  await fs.mkdir(unfinished, { recursive: true, mode: 0o700 });
  for (const name of await fs.readdir(unfinished)) await fs.rm(join(unfinished, name), { force: true });
  return createDurableFiles(fs, await fs.realpath(folder), unfinished);
}
