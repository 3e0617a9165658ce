import { lstat, mkdir, realpath } from 'node:fs/promises';
import { join, resolve } from 'node:path';

import { NexoError } from '../../contract/errors.ts';
import { filePathFault } from '../../contract/file.ts';
import { createDurableFiles, type DurableFiles } from './durable-files.ts';
import { createFileTable } from './file-table.ts';
import { createEnvironmentTable } from './environment-table.ts';
import { createFunctionTable } from './function-table.ts';
import { createGrantTable } from './grant-table.ts';
import { createSaveJournal } from './save-journal.ts';
import { createPackageFiles } from './package-files.ts';
import { storeError } from './store-error.ts';
import { nodeFs, type StoreFs } from './store-fs.ts';
import type { Store, StoreOptions } from './store.ts';
import { createTestTable } from './test-table.ts';
import { watchWorkspace } from './watch-workspace.ts';
import { lockWorkspace } from './workspace-lock.ts';
import { openSettings } from './workspace-settings.ts';
import { createWriteQueue } from './write-queue.ts';

/**
 * Opens a workspace, and makes it where there is none. Rejects with NexoError STORE_FAILED when it is open elsewhere,
 * was written by a newer version, or cannot be read at all.
 */
export async function createStore(options: StoreOptions): Promise<Store> {
  const { log, fs = nodeFs } = options;
  const folder = resolve(options.folder);
  const root = await prepareFolders(folder);
  const stateFolder = join(root, '.nexo');
  const lock = lockWorkspace(folder, stateFolder);
  try {
    const files = createDurableFiles(fs, root, join(stateFolder, 'tmp'));
    const journal = createSaveJournal(fs, files, root, stateFolder);
    await journal.recover();
    await clearLeftovers(fs, join(stateFolder, 'tmp'));
    await ignoreState(fs, files, join(stateFolder, '.gitignore'));
    const queue = createWriteQueue();
    const loadedSinceMs = Date.now();
    const table = createFunctionTable({ fs, root, files, journal, log, queue });
    const settings = await openSettings(fs, files, root, log);
    const environments = await createEnvironmentTable({ fs, files, stateFolder, settings });
    await table.load((progress) => options.onProgress?.(progress));
    const functionIds = table.list().map(({ id }) => id);
    const grants = await createGrantTable({ fs, files, stateFolder, log, functionIds });
    const tests = createTestTable({ fs, root, files, queue, log, functionIds });
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
      grants,
      files: functionFiles,
      packages: createPackageFiles(fs, files, root, table.has),
      tests,
      environments,
      publishing: {
        mode: () => settings.current().publish ?? 'save',
        choose: (publish) => settings.change({ publish }),
        onChange: settings.onChange,
      },
      list: table.list,
      get: table.get,
      fileOf: table.fileOf,
      fileOfNew: table.fileOfNew,
      create: table.create,
      duplicate: table.duplicate,
      update: table.update,
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
        lock.release();
      },
    };
  } catch (error) {
    lock.release();
    throw storeError('open', folder, error);
  }
}

/** Returns the workspace folder's real path. */
async function prepareFolders(folder: string): Promise<string> {
  try {
    await mkdir(join(folder, 'functions'), { recursive: true });
    const root = await realpath(folder);
    const stateFolder = join(root, '.nexo');
    await mkdir(stateFolder, { recursive: true, mode: 0o700 });
    // A workspace that comes from elsewhere may not send our state, the token among it, to another place.
    if ((await lstat(stateFolder)).isSymbolicLink()) {
      throw new NexoError('STORE_FAILED', `${stateFolder} is a link. Remove it, and open the workspace again.`);
    }
    await mkdir(join(stateFolder, 'tmp'), { recursive: true });
    return root;
  } catch (error) {
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
