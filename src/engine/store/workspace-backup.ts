import { dirname, join } from 'node:path';

import { NexoError } from '../../contract/errors.ts';
import { hasCode } from '../../disk/has-code.ts';
import { readBytes } from './read-text-file.ts';
import type { MigrationContext } from './migrations.ts';

const maxBytes = 100_000_000;
const marker = '.complete';

/** Copies of the whole work of a workspace, in `.nexo/backups/<name>`; installed packages and links are left out. */
export function createBackups(context: MigrationContext) {
  const { fs, files, root } = context;
  const backups = join(root, '.nexo', 'backups');

  function filesOf(base: string): string[] {
    const found: string[] = [];
    const folders = ['functions', 'shared'];
    for (const folder of folders) {
      for (const one of fs.listPlain(join(base, folder))) {
        if (one.name === 'node_modules') continue;
        if (one.isDirectory()) folders.push(`${folder}/${one.name}`);
        else if (one.isFile()) found.push(`${folder}/${one.name}`);
      }
    }
    return found;
  }

  async function copy(from: string, to: string): Promise<void> {
    for (const path of ['nexo.json', ...filesOf(from)]) {
      try {
        const bytes = await readBytes(fs, from, join(from, path), maxBytes);
        await fs.mkdir(dirname(join(to, path)), { recursive: true });
        await files.write(join(to, path), bytes);
      } catch (error) {
        if (path !== 'nexo.json' || !hasCode(error, 'ENOENT')) throw error;
      }
    }
  }

  async function isComplete(name: string): Promise<boolean> {
    return fs.lstat(join(backups, name, marker)).then(
      () => true,
      () => false,
    );
  }

  return {
    /** Makes one, on the disk when it resolves; an unfinished one of that name is made anew, a whole one is kept. */
    async make(name: string): Promise<void> {
      if (await isComplete(name)) return;
      const folder = join(backups, name);
      await fs.rm(folder, { recursive: true, force: true });
      await fs.mkdir(folder, { recursive: true });
      await copy(root, folder);
      await files.write(join(folder, marker), '');
      await files.syncFolder(backups);
      await files.syncFolder(join(root, '.nexo'));
    },
    /** Whole ones, by name. */
    async list(): Promise<string[]> {
      const names = await fs.readdir(backups).catch((error: unknown) => {
        if (hasCode(error, 'ENOENT')) return [];
        throw error;
      });
      const whole = await Promise.all(names.map(isComplete));
      return names.filter((_, index) => whole[index]).toSorted();
    },
    /** Writes its files back; what has been added since stays. */
    async restore(name: string): Promise<void> {
      if (!(await isComplete(name))) throw new NexoError('NOT_FOUND', `there is no backup ${name}`);
      await copy(join(backups, name), root);
    },
    async remove(name: string): Promise<void> {
      // Without its mark it is no backup any more, whatever happens next.
      await fs.rm(join(backups, name, marker), { force: true });
      await fs.rm(join(backups, name), { recursive: true, force: true });
    },
  };
}
