import { join, resolve } from 'node:path';

import { NexoError } from '../contract/errors.ts';
import { createDurableFiles } from '../disk/durable-files.ts';
import { backupName } from './store/migrate-workspace.ts';
import { nodeFs } from './store/store-fs.ts';
import { createBackups } from './store/workspace-backup.ts';
import { prepareFolders } from './store/workspace-folders.ts';
import { lockWorkspace } from './store/workspace-lock.ts';

/**
 * Takes the last migration of a workspace back: writes the files back as they were before it, after copying those of now
 * to `.nexo/backups/undone`. Resolves with the version it is of then. Rejects with NOT_FOUND when none was migrated.
 */
export async function undoMigration(folder: string): Promise<number> {
  const { root, readOnly } = await prepareFolders(resolve(folder));
  if (readOnly) throw new NexoError('READ_ONLY', readOnly.message);
  const stateFolder = join(root, '.nexo');
  const lock = lockWorkspace(folder, stateFolder);
  try {
    const files = createDurableFiles(nodeFs, root, join(stateFolder, 'tmp'));
    const backups = createBackups({ fs: nodeFs, files, root });
    const last = (await backups.list()).flatMap((name) => /^version-(\d+)$/.exec(name)?.[1] ?? []).map(Number);
    if (last.length === 0) throw new NexoError('NOT_FOUND', `${folder} was never migrated: there is no backup of it`);
    const version = Math.max(...last);
    await backups.remove('undone');
    await backups.make('undone');
    await backups.restore(backupName(version));
    await backups.remove(backupName(version));
    return version;
  } finally {
    lock.release();
  }
}
