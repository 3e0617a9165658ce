import { join } from 'node:path';

import { NexoError } from '../../contract/errors.ts';
import type { PackageFiles } from '../packages/packages.ts';
import type { DurableFiles } from '../../disk/durable-files.ts';
import { readTextFile } from './read-text-file.ts';
import { storeError } from './store-error.ts';
import { hasCode } from '../../disk/has-code.ts';
import type { StoreFs } from './store-fs.ts';

const maxBytes = 1_000_000;

/** package.json files, by folders of the workspace; `root` is its real path. */
export function createPackageFiles(
  fs: StoreFs,
  files: DurableFiles,
  root: string,
  hasFunction: (id: string) => boolean,
): PackageFiles {
  async function exists(path: string): Promise<boolean> {
    return fs.lstat(path).then(
      () => true,
      (error: unknown) => !hasCode(error, 'ENOENT', 'ENOTDIR'),
    );
  }

  async function sync(path: string): Promise<void> {
    const file = await fs.open(path, 'r+');
    try {
      await file.sync();
    } finally {
      await file.close();
    }
  }

  return {
    async read(path) {
      try {
        return await readTextFile(fs, root, join(root, path), maxBytes);
      } catch (error) {
        if (hasCode(error, 'ENOENT', 'ENOTDIR')) return undefined;
        throw error;
      }
    },
    async prepare(folder) {
      const id = folder.split('/')[1];
      if (id !== undefined && !hasFunction(id))
        throw new NexoError('FUNCTION_NOT_FOUND', `There is no function "${id}"`);
      const path = join(root, folder);
      try {
        // npm would look for one in the folders above.
        const manifest = join(path, 'package.json');
        if (!(await exists(manifest))) await files.write(manifest, '{\n  "private": true\n}\n');
        return await fs.realpath(path);
      } catch (error) {
        throw storeError('prepare', folder || 'the workspace', error);
      }
    },
    async settle(folder) {
      const path = join(root, folder);
      for (const name of ['package.json', 'package-lock.json']) {
        if (await exists(join(path, name))) await sync(join(path, name));
      }
      await files.syncFolder(path);
    },
  };
}
