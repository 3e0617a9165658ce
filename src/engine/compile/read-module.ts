import { constants } from 'node:fs';
import { open, realpath } from 'node:fs/promises';
import { dirname, join, relative, sep } from 'node:path';

/** A file that may not be part of a function, and why; the text goes to its importer. */
export class ModuleRefused extends Error {}

const maxFileBytes = 8_000_000;

/** Reads the files of one function, and no others. */
export interface ModuleReader {
  /** The file's path in the workspace and its bytes. Rejects with ModuleRefused. */
  read(path: string): Promise<{ file: string; bytes: Buffer }>;
}

/**
 * A function consists of its own folder, the shared folder and packages, all within the workspace whatever links say.
 * `root` is the workspace's real path, `folder` the function's path in it.
 */
export function createModuleReader(root: string, folder: string): ModuleReader {
  const realFolders = new Map<string, Promise<string>>();
  const realFolder = (path: string): Promise<string> => {
    const known = realFolders.get(path) ?? realpath(path);
    realFolders.set(path, known);
    return known;
  };

  return {
    async read(path) {
      const real = join(await realFolder(dirname(path)), path.slice(dirname(path).length));
      const file = relative(root, real).split(sep).join('/');
      const refusal = refusalOf(file, folder);
      if (refusal !== undefined) throw new ModuleRefused(refusal);
      return { file, bytes: await readRegular(real, file) };
    },
  };
}

function refusalOf(file: string, folder: string): string | undefined {
  if (file.startsWith('../') || /^[a-z]:/i.test(file)) return 'it is outside of the workspace';
  if (/(?:^|\/)node_modules\//.test(file) || file.startsWith(`${folder}/`) || file.startsWith('shared/')) {
    return file.startsWith('.') ? 'hidden folders are not part of a function' : undefined;
  }
  if (file.startsWith('functions/')) return 'it belongs to another function; put what both need into "shared/"';
  return `it is outside of ${folder}; put what functions share into "shared/"`;
}

/** esbuild has followed all links to get here; one that is left was put there meanwhile. */
async function readRegular(path: string, file: string): Promise<Buffer> {
  const handle = await open(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0) | (constants.O_NOFOLLOW ?? 0));
  try {
    const state = await handle.stat();
    if (!state.isFile()) throw new ModuleRefused(`${file} is not a regular file`);
    if (state.size > maxFileBytes) throw new ModuleRefused(`${file} is larger than ${maxFileBytes / 1_000_000} MB`);
    return await handle.readFile();
  } finally {
    await handle.close();
  }
}
