import { lstat, readFile, realpath } from 'node:fs/promises';
import { basename, dirname, join, relative, sep } from 'node:path';

/** A file that may not be part of a function, and why; the text goes to its importer. */
export class ModuleRefused extends Error {}

const maxFileBytes = 8_000_000;

export interface ModuleFile {
  /** Its path in the workspace. */
  file: string;
  read(): Promise<Buffer>;
}

/** The files that one function may be made of, and no others. */
export interface ModuleFiles {
  /** Rejects with ModuleRefused for any other, and for what is no regular file or too large. */
  check(path: string): Promise<ModuleFile>;
}

/**
 * A function consists of its own folder, the shared folder and packages, all within the workspace whatever links say.
 * `root` is the workspace's real path, `folder` the function's path in it.
 */
export function createModuleFiles(root: string, folder: string): ModuleFiles {
  const realFolders = new Map<string, Promise<string>>();
  const realFolder = (path: string): Promise<string> => {
    const known = realFolders.get(path) ?? realpath(path);
    realFolders.set(path, known);
    return known;
  };

  return {
    async check(path) {
      const real = join(await realFolder(dirname(path)), basename(path));
      const file = relative(root, real).split(sep).join('/');
      const refusal = refusalOf(file, folder);
      if (refusal !== undefined) throw new ModuleRefused(refusal);
      // esbuild has followed all links to get here; one that is left was put there meanwhile.
      const state = await lstat(real);
      if (!state.isFile()) throw new ModuleRefused(`${file} is not a regular file`);
      if (state.size > maxFileBytes) throw new ModuleRefused(`${file} is larger than ${maxFileBytes / 1_000_000} MB`);
      return { file, read: () => readFile(real) };
    },
  };
}

function refusalOf(file: string, folder: string): string | undefined {
  if (file.startsWith('../') || /^[a-z]:/i.test(file))
    return 'it is outside of the workspace; put or install it inside';
  if (/(?:^|\/)node_modules\//.test(file) || file.startsWith(`${folder}/`) || file.startsWith('shared/')) {
    return file.startsWith('.') ? 'hidden folders are not part of a function' : undefined;
  }
  if (file.startsWith('functions/')) return 'it belongs to another function; put what both need into "shared/"';
  return `it is outside of ${folder}; put what functions share into "shared/"`;
}
