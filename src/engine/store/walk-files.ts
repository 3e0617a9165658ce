import { join } from 'node:path';

import { filePathFault } from '../../contract/file.ts';
import { hasCode } from '../../disk/has-code.ts';
import type { StoreFs } from './store-fs.ts';

/** More than anyone writes by hand; the rest of such a folder is not shown. */
const maxFiles = 5_000;

/** The files in a folder of the workspace, by their paths in it; none where there is no such folder. Follows no links. */
export function walkFiles(fs: StoreFs, root: string, folder: string): string[] {
  const found: string[] = [];
  const folders = [folder];
  for (const current of folders) {
    for (const one of readFolder(fs, join(root, ...current.split('/')))) {
      const path = `${current}/${one.name}`;
      if (filePathFault(path) !== undefined || found.length >= maxFiles) continue;
      if (one.isDirectory()) folders.push(path);
      else if (one.isFile()) found.push(path);
    }
  }
  return found;
}

function readFolder(fs: StoreFs, path: string) {
  try {
    return fs.listPlain(path);
  } catch (error) {
    if (hasCode(error, 'EACCES')) return [];
    throw error;
  }
}
