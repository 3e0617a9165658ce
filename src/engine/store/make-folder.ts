import { dirname } from 'node:path';

import type { DurableFiles } from '../../disk/durable-files.ts';
import type { StoreFs } from './store-fs.ts';

/** Makes a folder with those above it, each of them synced, or a power cut could take along what is put into it. */
export async function makeFolder(fs: StoreFs, files: DurableFiles, folder: string): Promise<void> {
  const first = await fs.mkdir(folder, { recursive: true });
  if (first === undefined) return;
  for (let current = folder; current.length >= first.length; current = dirname(current)) {
    await files.syncFolder(dirname(current));
  }
}
