import { join } from 'node:path';

import { type Environment, environmentNameSchema, firstEnvironment } from '../../contract/environment.ts';
import { storeError } from './store-error.ts';
import type { DurableFiles } from './durable-files.ts';
import { hasCode, type StoreFs } from './store-fs.ts';
import type { EnvironmentTable } from './store.ts';
import type { SettingsFile } from './workspace-settings.ts';
import { createWriteQueue } from './write-queue.ts';

export interface EnvironmentTableOptions {
  fs: StoreFs;
  files: DurableFiles;
  /** The workspace's `.nexo`. */
  stateFolder: string;
  settings: SettingsFile;
}

/** Environments in `nexo.json`; which of them this machine uses is in `.nexo/environment`. */
export async function createEnvironmentTable(options: EnvironmentTableOptions): Promise<EnvironmentTable> {
  const { fs, files, stateFolder, settings } = options;
  const activeFile = join(stateFolder, 'environment');
  const listeners = new Set<() => void>();
  const queue = createWriteQueue();
  let active = await readActive(fs, activeFile);

  const list = (): Environment[] => {
    const named = Object.entries(settings.current().environments ?? {});
    if (named.length === 0) return [{ name: firstEnvironment, variables: {}, secrets: [] }];
    return named.map(([name, { variables, secrets }]) => ({ name, variables, secrets }));
  };
  const tell = (): void => {
    for (const listener of listeners) listener();
  };
  settings.onChange(tell);
  const write = (environments: readonly Environment[]): Promise<void> => {
    const stored = environments.map(({ name, variables, secrets }) => [name, { variables, secrets }] as const);
    return settings.change({ environments: Object.fromEntries(stored) });
  };
  return {
    list,
    active: () => list().find(({ name }) => name === active) ?? list()[0]!,
    put: (environment) => {
      const known = list().some(({ name }) => name === environment.name);
      const others = list().map((other) => (other.name === environment.name ? environment : other));
      return write(known ? others : [...others, environment]);
    },
    remove: (name) => write(list().filter((other) => other.name !== name)),
    async activate(name) {
      await queue.run(() =>
        files.write(activeFile, `${name}\n`).catch((error: unknown) => {
          throw storeError('save', '.nexo/environment', error);
        }),
      );
      active = name;
      tell();
    },
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    dispose: () => queue.settled(),
  };
}

async function readActive(fs: StoreFs, file: string): Promise<string | undefined> {
  try {
    const handle = await fs.open(file, 'r');
    try {
      const name = environmentNameSchema.safeParse((await handle.readFile('utf8')).trim());
      return name.data;
    } finally {
      await handle.close();
    }
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return undefined;
    throw error;
  }
}
