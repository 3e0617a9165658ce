import { join } from 'node:path';
import { Low, type Adapter } from 'lowdb';
import { z } from 'zod';

import { environmentNameSchema, environmentSchema } from '../../contract/environment.ts';
import { NexoError } from '../../contract/errors.ts';
import { publishModeSchema } from '../../contract/function.ts';
import type { DurableFiles } from './durable-files.ts';
import { formatJson, parseJson } from './json-text.ts';
import { storeError } from './store-error.ts';
import { hasCode, type StoreFs } from './store-fs.ts';
import type { StoreLog } from './store.ts';
import { createWriteQueue } from './write-queue.ts';

/** The layout of the workspace folder this version writes. */
const currentVersion = 1;

const settingsSchema = z.looseObject({
  version: z.int().min(1),
  environments: z
    .record(
      environmentNameSchema,
      z.object({
        variables: environmentSchema.shape.variables.default({}),
        secrets: environmentSchema.shape.secrets.default([]),
      }),
    )
    .optional(),
  publish: publishModeSchema.optional(),
});
export type WorkspaceSettings = z.infer<typeof settingsSchema>;

/** `nexo.json` while a workspace is open. */
export interface SettingsFile {
  current(): WorkspaceSettings;
  /** Resolves when the fields are on the disk. Rejects with NexoError STORE_FAILED, the old ones kept. */
  change(change: Partial<WorkspaceSettings>): Promise<void>;
  /** Reads it again: somebody may have changed it. */
  reload(): Promise<void>;
  /** Called after every change. */
  onChange(listener: () => void): void;
  /** Resolves when every change so far has ended. */
  settled(): Promise<void>;
}

/**
 * `nexo.json`, written when it is missing. A damaged one is kept as it is and the defaults hold.
 * Rejects with NexoError STORE_FAILED when a newer version wrote it: this one could not keep what it means.
 */
export async function openSettings(
  fs: StoreFs,
  files: DurableFiles,
  root: string,
  log: StoreLog,
): Promise<SettingsFile> {
  const settings = new Low<WorkspaceSettings>(settingsAdapter(fs, files, join(root, 'nexo.json'), log), { version: 0 });
  await settings.read();
  if (settings.data.version > currentVersion) {
    throw new NexoError('STORE_FAILED', `${root} was written by a newer Nexo Studio. Update this one to open it.`);
  }
  if (settings.data.version === 0) await settings.update((data) => (data.version = currentVersion));

  const queue = createWriteQueue();
  const listeners = new Set<() => void>();
  const tell = (): void => {
    for (const listener of listeners) listener();
  };
  return {
    current: () => settings.data,
    change: (change) =>
      queue.run(async () => {
        const before = settings.data;
        settings.data = { ...before, ...change };
        try {
          await settings.write();
        } catch (error) {
          settings.data = before;
          throw storeError('save', 'nexo.json', error);
        }
        tell();
      }),
    async reload() {
      await queue.run(() => settings.read());
      tell();
    },
    onChange: (listener) => void listeners.add(listener),
    settled: () => queue.settled(),
  };
}

function settingsAdapter(fs: StoreFs, files: DurableFiles, path: string, log: StoreLog): Adapter<WorkspaceSettings> {
  let damage: string | undefined;
  return {
    async read() {
      const text = await readIfThere(fs, path);
      damage = undefined;
      if (text === null) return null;
      try {
        return settingsSchema.parse(parseJson(text));
      } catch (error) {
        damage = error instanceof z.ZodError ? z.prettifyError(error) : String(error);
        log.warn(
          { file: path, reason: damage },
          'nexo.json is damaged: it is kept as it is, and the default settings hold',
        );
        return { version: currentVersion };
      }
    },
    async write(data) {
      if (damage !== undefined) {
        throw new NexoError('STORE_FAILED', `nexo.json cannot be read: ${damage}. Mend it, then try again.`);
      }
      await files.write(path, formatJson(data));
    },
  };
}

async function readIfThere(fs: StoreFs, path: string): Promise<string | null> {
  try {
    const handle = await fs.open(path, 'r');
    try {
      return await handle.readFile('utf8');
    } finally {
      await handle.close();
    }
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return null;
    throw error;
  }
}
