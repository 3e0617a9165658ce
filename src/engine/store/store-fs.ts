import { closeSync, constants, type Dirent, fstatSync, lstatSync, openSync, readdirSync, readSync } from 'node:fs';
import * as fs from 'node:fs/promises';

import type { DiskFs } from '../../disk/disk-fs.ts';
import { hasCode } from '../../disk/has-code.ts';

/** The file calls the store makes, all of them, so that a test can make any one of them fail. */
export type StoreFs = DiskFs &
  Pick<typeof fs, 'lstat'> & {
    /**
     * The bytes of a small file, read at once: of thousands of them, that takes a fifteenth of the time. `absent` when
     * there is nothing of that name, `special` for everything but a regular file of at most 256 KB, links included.
     * Throws what the file system says.
     */
    readPlain(path: string): Buffer | 'absent' | 'special';
    /** What is in a folder, read at once; nothing where there is none. */
    listPlain(path: string): Dirent[];
    /** Whether `path` is a folder, and not a link to one. */
    isPlainFolder(path: string): boolean;
  };

export const nodeFs: StoreFs = { ...fs, readPlain, listPlain, isPlainFolder };

const maxPlainBytes = 262_144;
// Opening a named pipe would otherwise wait for its writer for ever. Windows knows neither of the two.
const openFlags = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0) | (constants.O_NOFOLLOW ?? 0);

function readPlain(path: string): Buffer | 'absent' | 'special' {
  let file: number;
  try {
    file = openSync(path, openFlags);
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return 'absent';
    if (hasCode(error, 'ELOOP', 'ENXIO')) return 'special';
    throw error;
  }
  try {
    const state = fstatSync(file);
    if (!state.isFile() || state.size > maxPlainBytes || (process.platform === 'win32' && isLink(path)))
      return 'special';
    const bytes = Buffer.alloc(state.size);
    return readSync(file, bytes) === state.size ? bytes : 'special';
  } finally {
    closeSync(file);
  }
}

function isLink(path: string): boolean {
  return lstatSync(path).isSymbolicLink();
}

function listPlain(path: string): Dirent[] {
  try {
    return readdirSync(path, { withFileTypes: true });
  } catch (error) {
    if (hasCode(error, 'ENOENT', 'ENOTDIR')) return [];
    throw error;
  }
}

function isPlainFolder(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
}
