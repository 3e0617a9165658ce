import { join } from 'node:path';

import { filePathFault } from '../../contract/file.ts';
import { hasCode, type StoreFs } from './store-fs.ts';

/** More than anyone writes by hand; the rest of such a folder is not shown. */
const maxFiles = 5_000;

/** The files in a folder of the workspace, by their paths in it; none where there is no such folder. Follows no links. */
export async function walkFiles(fs: StoreFs, root: string, folder: string): Promise<string[]> {
  const found: string[] = [];
  const folders = [folder];
  for (const current of folders) {
    for (const one of await readFolder(fs, join(root, ...current.split('/')))) {
      const path = `${current}/${one.name}`;
      if (filePathFault(path) !== undefined || found.length >= maxFiles) continue;
      if (one.isDirectory()) folders.push(path);
      else if (one.isFile()) found.push(path);
    }
  }
  return found;
}

async function readFolder(fs: StoreFs, path: string) {
  try {
    return await fs.readdir(path, { withFileTypes: true });
  } catch (error) {
    if (hasCode(error, 'ENOENT', 'ENOTDIR', 'EACCES')) return [];
    throw error;
  }
}
