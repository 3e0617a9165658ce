import { dirname, join, relative, sep } from 'node:path';

import { NexoError } from '../../contract/errors.ts';
import { filePathFault } from '../../contract/file.ts';
import { hasCode } from '../../disk/has-code.ts';
import type { StoreFs } from './store-fs.ts';

/**
 * Where a file of the workspace really is, so that no link leads into our state, another function or out of the
 * workspace. Rejects with INVALID_INPUT. The file itself need not exist, nor the folders it is in.
 */
export async function placeOf(fs: StoreFs, root: string, path: string): Promise<string> {
  const fault = filePathFault(path);
  if (fault !== undefined) throw new NexoError('INVALID_INPUT', `path: ${fault}`, { field: 'path' });
  const real = await realOf(fs, join(root, ...path.split('/')));
  const inWorkspace = relative(root, real).split(sep).join('/');
  if (ownerOf(inWorkspace) === ownerOf(path) && filePathFault(inWorkspace) === undefined) return real;
  throw new NexoError('INVALID_INPUT', `path: ${path} is a link to another place; open the file there`, {
    field: 'path',
  });
}

/** The folder a file belongs to: a function's own, or the shared one. */
export function ownerOf(path: string): string {
  const [top = '', id = ''] = path.split('/');
  return top === 'functions' ? `${top}/${id}` : top;
}

/** The real path of what is there, with what is not there yet behind it. */
async function realOf(fs: StoreFs, path: string): Promise<string> {
  try {
    return await fs.realpath(path);
  } catch (error) {
    if (!hasCode(error, 'ENOENT') || dirname(path) === path) throw error;
    // A link whose target is missing would be written through.
    const isLink = await fs.lstat(path).then(
      (state) => state.isSymbolicLink(),
      () => false,
    );
    if (isLink) throw new NexoError('INVALID_INPUT', 'path: it is a link that leads nowhere', { field: 'path' });
    const parent = await realOf(fs, dirname(path));
    return join(parent, path.slice(dirname(path).length + 1));
  }
}
