import { join, resolve } from 'node:path';

import { NexoError } from '../../contract/errors.ts';
import { filePathFault } from '../../contract/file.ts';
import { createDurableFiles, type DurableFiles } from '../../disk/durable-files.ts';
import { createFileTable } from './file-table.ts';
import { createEnvironmentTable } from './environment-table.ts';
import { createFunctionTable } from './function-table.ts';
import { createGrantTable } from './grant-table.ts';
import { createRecoveries } from './recoveries.ts';
import { refuseWrites } from './refuse-writes.ts';
import { createImportTable } from './import-table.ts';
import { createMoveJournal } from './move-journal.ts';
import { createSaveJournal } from './save-journal.ts';
import { layoutAfter, migrateWorkspace } from './migrate-workspace.ts';
import { migrations as knownMigrations } from './migrations.ts';
import { createPackageFiles } from './package-files.ts';
import { storeError } from './store-error.ts';
import { nodeFs, type StoreFs } from './store-fs.ts';
import type { Store, StoreOptions } from './store.ts';
import { createTestTable } from './test-table.ts';
import { watchWorkspace } from './watch-workspace.ts';
import { prepareFolders } from './workspace-folders.ts';
import { lockWorkspace } from './workspace-lock.ts';
import { openSettings, refusalOfNewer } from './workspace-settings.ts';
import { createWriteQueue } from './write-queue.ts';

/**
 * Opens a workspace, and makes it where there is none. One that a newer version wrote, or whose disk takes no writes, is
 * read-only. Rejects with NexoError STORE_FAILED when it is open elsewhere or cannot be read at all.
 */
export async function createStore(options: StoreOptions): Promise<Store> {
  const { log, migrations = knownMigrations } = options;
  const layout = layoutAfter(migrations);
  const folder = resolve(options.folder);
  const { root, readOnly: unwritable } = await prepareFolders(folder);
  const stateFolder = join(root, '.nexo');
  const recoveries = createRecoveries(log);
  // Where nothing can be written, nobody else can write either.
  const lock = unwritable ? undefined : lockWorkspace(folder, stateFolder);
  try {
    const real = options.fs ?? nodeFs;
    const readOnly = unwritable ?? (await refusalOfNewer(real, root, layout));
    const fs = readOnly ? refuseWrites(real, readOnly) : real;
    const files = createDurableFiles(fs, root, join(stateFolder, 'tmp'));
    const journal = createSaveJournal({ fs, files, root, recoveries });
    const moves = createMoveJournal({ fs, files, root, recoveries });
    if (readOnly) log.warn({ folder }, readOnly.message);
    else {
      await moves.recover();
      await journal.recover();
      await clearLeftovers(fs, join(stateFolder, 'tmp'));
      await ignoreState(fs, files, join(stateFolder, '.gitignore'));
      const backup = await migrateWorkspace({ fs, files, root }, migrations);
      if (backup !== null)
        log.info({ backup }, 'the workspace was brought up to date; "nexo migrate --undo" takes it back');
    }
    const queue = createWriteQueue();
    const loadedSinceMs = Date.now();
    const table = createFunctionTable({ fs, root, files, journal, log, queue });
    const settings = await openSettings({ fs, files, root, recoveries, readOnly, layout });
    const environments = await createEnvironmentTable({ fs, files, stateFolder, settings, recoveries });
    await table.load((progress) => options.onProgress?.(progress));
    const functionIds = table.list().map(({ id }) => id);
    const grants = await createGrantTable({ fs, files, stateFolder, log, recoveries, functionIds });
    const tests = createTestTable({ fs, root, files, journal, queue, log, functionIds });
    const functionFiles = await createFileTable({
      fs,
      root,
      files,
      queue,
      log,
      functionIds,
      entryOf: (id) => table.get(id)?.file,
      hasFunction: table.has,
    });
    const imports = createImportTable({
      fs,
      files,
      journal: moves,
      root,
      queue,
      grants,
      environments,
      async changed(ids, paths) {
        await table.refresh(ids);
        const withTests = paths.flatMap((path) => (path.startsWith('functions/') ? (path.split('/')[1] ?? []) : []));
        await tests.refresh(new Set([...ids, ...withTests]));
        functionFiles.touched(paths.filter((path) => filePathFault(path) === undefined));
        table.filesChanged(paths);
      },
    });
    table.onChange((event) => {
      if (event.type !== 'files') tests.reload(event.type === 'removed' ? event.id : event.function.id);
      if (event.type === 'removed') grants.forget(event.id);
      if (event.type === 'saved') functionFiles.folderChanged(event.function.id, event.function.file);
      if (event.type === 'damaged') functionFiles.folderChanged(event.function.id);
      if (event.type === 'removed') functionFiles.folderChanged(event.id);
    });
    const reloadSettings = (): void => {
      settings.reload().catch((error: unknown) => log.warn({ error }, 'nexo.json could not be read again'));
    };
    const watcher =
      options.watch === false
        ? undefined
        : watchWorkspace(
            root,
            {
              functionChanged(id) {
                table.reload(id);
                tests.reload(id);
              },
              filesChanged(changed) {
                functionFiles.touched(changed.filter((file) => filePathFault(file) === undefined));
                if (changed.includes('nexo.json')) reloadSettings();
                table.filesChanged(changed);
              },
              failed: (error) => log.warn({ error }, 'cannot watch the workspace'),
            },
            { sinceMs: loadedSinceMs, functionIds },
          );
    return {
      folder,
      readOnly,
      recoveries,
      expectWritable() {
        if (readOnly) throw new NexoError('READ_ONLY', readOnly.message);
      },
      grants,
      files: functionFiles,
      packages: createPackageFiles(fs, files, root, table.has),
      tests,
      environments,
      publishing: {
        mode: () => settings.current().publish ?? 'save',
        choose: (publish) => settings.change(() => ({ publish })),
        onChange: settings.onChange,
      },
      imports,
      list: table.list,
      get: table.get,
      fileOf: table.fileOf,
      fileOfNew: table.fileOfNew,
      create: table.create,
      duplicate: table.duplicate,
      update: table.update,
      trust: table.trust,
      remove: table.remove,
      restore: table.restore,
      onChange: table.onChange,
      async dispose() {
        await watcher?.close();
        functionFiles.dispose();
        await tests.dispose();
        await table.dispose();
        await grants.dispose();
        await environments.dispose();
        await settings.settled();
        lock?.release();
      },
    };
  } catch (error) {
    lock?.release();
    throw storeError('open', folder, error);
  }
}

/** Whatever a crash left there belongs to saves that were never acknowledged. */
async function clearLeftovers(fs: StoreFs, temporaryFolder: string): Promise<void> {
  for (const name of await fs.readdir(temporaryFolder)) {
    await fs.rm(join(temporaryFolder, name), { recursive: true, force: true });
  }
}

/** Keeps the token and other state out of version control, whatever the person's own rules are. */
async function ignoreState(fs: StoreFs, files: DurableFiles, path: string): Promise<void> {
  const exists = await fs.lstat(path).catch(() => undefined);
  if (!exists) await files.write(path, '*\n');
}
