import { join } from 'node:path';
import { Low, type Adapter } from 'lowdb';
import { z } from 'zod';

import { environmentNameSchema, environmentSchema } from '../../contract/environment.ts';
import { NexoError } from '../../contract/errors.ts';
import { publishModeSchema } from '../../contract/function.ts';
import type { ReadOnly } from '../../contract/workspace.ts';
import type { DurableFiles } from '../../disk/durable-files.ts';
import { readText } from '../../disk/read-text.ts';
import { damageReason } from './damage-reason.ts';
import { formatJson, parseJson } from './json-text.ts';
import type { Recoveries } from './recoveries.ts';
import { storeError } from './store-error.ts';
import type { StoreFs } from './store-fs.ts';
import { createWriteQueue } from './write-queue.ts';

const settingsSchema = z.looseObject({
  version: z.int().min(1),
  environments: z
    .record(
      environmentNameSchema,
      z.looseObject({
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
  /**
   * Changes what the file has by then, whoever wrote it; resolves when that is on the disk. Rejects with NexoError
   * STORE_FAILED. Whatever became of the write, `current` is as the disk is.
   */
  change(make: (current: WorkspaceSettings) => Partial<WorkspaceSettings>): Promise<void>;
  /**
   * Runs `commit` with the text of what `make` makes of it, null where that is nothing; then reads what is there. Nobody
   * changes it meanwhile.
   */
  rewrite(
    make: (now: WorkspaceSettings) => WorkspaceSettings | undefined,
    commit: (text: string | null) => Promise<void>,
  ): Promise<void>;
  /** Reads it again: somebody may have changed it. */
  reload(): Promise<void>;
  /** Called after every change. */
  onChange(listener: () => void): void;
  /** Resolves when every change so far has ended. */
  settled(): Promise<void>;
}

const fileName = 'nexo.json';

export interface SettingsOptions {
  fs: StoreFs;
  files: DurableFiles;
  root: string;
  recoveries: Recoveries;
  /** Nothing is written where this is not null. */
  readOnly: ReadOnly | null;
  /** The layout of the workspace folder that this version writes. */
  layout: number;
}

/** `nexo.json`, written when it is missing. A damaged one is kept as it is and the defaults hold. */
export async function openSettings(options: SettingsOptions): Promise<SettingsFile> {
  const file = settingsAdapter(options);
  const settings = new Low<WorkspaceSettings>(file, { version: 0 });
  await settings.read();
  if (settings.data.version === 0 && options.readOnly === null) {
    await settings.update((data) => (data.version = options.layout));
  }

  const queue = createWriteQueue();
  const listeners = new Set<() => void>();
  const tell = (): void => {
    for (const listener of listeners) listener();
  };
  return {
    current: () => settings.data,
    change: (make) =>
      queue.run(async () => {
        const before = settings.data;
        try {
          await settings.read();
          settings.data = { ...settings.data, ...make(settings.data) };
          await settings.write();
        } catch (error) {
          settings.data = before;
          await settings.read().catch(() => undefined);
          throw storeError('save', fileName, error);
        }
        tell();
      }),
    rewrite: (make, commit) =>
      queue.run(async () => {
        await settings.read();
        // One that is damaged is kept as it is; what it says is not known.
        file.expectReadable();
        const next = make(settings.data);
        if (next === undefined) return commit(null);
        // What is to be moved away has to be there.
        await settings.write();
        await commit(formatJson(next));
        await settings.read();
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

/** Why a workspace may not be changed here: a newer version wrote it, and this one could not keep what it means. */
export async function refusalOfNewer(fs: StoreFs, root: string, layout: number): Promise<ReadOnly | null> {
  const written = z.looseObject({ version: z.number() }).safeParse(await readJson(fs, join(root, fileName)));
  if (!written.success || written.data.version <= layout) return null;
  const message = `${root} was written by a newer Nexo Studio, so it is read-only here. Update this one to change it.`;
  return { code: 'NEWER', message };
}

async function readJson(fs: StoreFs, path: string): Promise<unknown> {
  try {
    return parseJson((await readText(fs, path))?.text ?? 'null');
  } catch {
    // Told by whoever opens the settings.
    return undefined;
  }
}

interface SettingsAdapter extends Adapter<WorkspaceSettings> {
  /** Throws STORE_FAILED when what was read last is no settings. */
  expectReadable(): void;
}

function settingsAdapter({ fs, files, root, recoveries, layout }: SettingsOptions): SettingsAdapter {
  const path = join(root, fileName);
  let damage: string | undefined;
  const expectReadable = (): void => {
    if (damage === undefined) return;
    throw new NexoError('STORE_FAILED', `nexo.json cannot be read: ${damage}. Mend it, then try again.`);
  };
  return {
    expectReadable,
    async read() {
      damage = undefined;
      try {
        const found = await readText(fs, path);
        const settings = found && settingsSchema.parse(parseJson(found.text));
        recoveries.mended(fileName);
        return settings;
      } catch (error) {
        damage = damageReason(error);
        recoveries.note({ file: fileName, reason: damage, kept: fileName });
        return { version: layout };
      }
    },
    async write(data) {
      expectReadable();
      await files.write(path, formatJson(data));
    },
  };
}
