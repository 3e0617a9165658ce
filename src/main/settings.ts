import { dirname } from 'node:path';

import { Low, type Adapter } from 'lowdb';
import { z } from 'zod';

import { defaultPreferences, type Preferences, preferencesSchema, type SettingsDamage } from '../contract/shell.ts';
import { copyAside } from '../disk/copy-aside.ts';
import { diskFs, type DiskFs } from '../disk/disk-fs.ts';
import type { DurableFiles } from '../disk/durable-files.ts';
import { failureReason } from '../disk/failure-reason.ts';
import { openDurableFolder } from '../disk/open-durable-folder.ts';
import { readText } from '../disk/read-text.ts';
import { createLiveValue, type LiveValue } from '../kit/live-value.ts';

const boundsSchema = z.object({
  x: z.int().optional(),
  y: z.int().optional(),
  width: z.int(),
  height: z.int(),
  maximized: z.boolean(),
});
export type WindowBounds = z.infer<typeof boundsSchema>;

const settingsSchema = preferencesSchema.partial().extend({
  /** The workspace opened last. */
  workspace: z.string().optional(),
  /** Workspaces opened before, latest first. */
  recentWorkspaces: z.array(z.string()).max(8).optional(),
  window: boundsSchema.optional(),
});
export type Settings = Preferences & z.infer<typeof settingsSchema>;

/** The part the window knows and may change. */
export const preferencesIn = (settings: Settings): Preferences => preferencesSchema.parse(settings);

/** What the app remembers on this machine. */
export interface SettingsStore extends Pick<LiveValue<Settings>, 'get' | 'listen' | 'watch'> {
  readonly damage: SettingsDamage | null;
  /**
   * Changes take effect at once; resolves when they are on the disk. Rejects with an Error that names the file and the
   * next step; the change then lasts until the app ends.
   */
  update(change: Partial<Settings>): Promise<void>;
  /** Resolves when every change so far is on the disk, or could not be written. */
  settled(): Promise<void>;
}

/**
 * Opens the settings kept in `file`. Of a damaged file, its bytes are kept beside it and every setting that can be read
 * holds. Never rejects: without a file that can be used, the defaults hold.
 */
export async function openSettings(file: string, fs: DiskFs = diskFs): Promise<SettingsStore> {
  const database = new Low<Record<string, unknown>>(settingsFile(file, fs), {});
  const { settings, damage } = await readSettings(database, file, fs);
  const live = createLiveValue(settings);
  let writing = Promise.resolve();
  let waiting: Promise<void> | undefined;
  const write = async (): Promise<void> => {
    waiting = undefined;
    // What a newer version keeps there stays.
    database.data = { ...database.data, ...live.get() };
    await database.write().catch((error: unknown) => {
      throw new Error(`Could not save ${file}: ${failureReason(error)}.`, { cause: error });
    });
  };
  return {
    ...live,
    damage,
    update(change) {
      live.set({ ...live.get(), ...change });
      // What changes until the next write begins is written with it.
      waiting ??= writing.then(write);
      writing = waiting.catch(() => undefined);
      return waiting;
    },
    settled: () => writing,
  };
}

function settingsFile(file: string, fs: DiskFs): Adapter<Record<string, unknown>> {
  let files: DurableFiles | undefined;
  return {
    async read() {
      const found = await readText(fs, file);
      return found && z.record(z.string(), z.unknown()).parse(JSON.parse(found.text.replace(/^\uFEFF/, '')));
    },
    async write(data) {
      files ??= await openDurableFolder(fs, dirname(file));
      await files.write(file, `${JSON.stringify(data, null, 2)}\n`, 0o600);
    },
  };
}

async function readSettings(
  database: Low<Record<string, unknown>>,
  file: string,
  fs: DiskFs,
): Promise<{ settings: Settings; damage: SettingsDamage | null }> {
  let settings: Settings = defaultPreferences;
  let reason: string | null;
  try {
    await database.read();
    const { good, problem } = goodSettings(database.data);
    settings = { ...defaultPreferences, ...good };
    reason = problem;
  } catch (error) {
    reason = error instanceof z.ZodError ? 'it is not a JSON object' : failureReason(error);
  }
  if (reason === null) return { settings, damage: null };
  return { settings, damage: { reason, kept: await copyAside(fs, file).catch(() => null) } };
}

/** The settings that can be understood, and what is wrong with the first that cannot. */
function goodSettings(found: Record<string, unknown>): { good: Partial<Settings>; problem: string | null } {
  const good: Record<string, unknown> = {};
  let problem: string | null = null;
  for (const [name, schema] of Object.entries(settingsSchema.shape)) {
    if (found[name] === undefined) continue;
    const parsed = schema.safeParse(found[name]);
    if (parsed.success) good[name] = parsed.data;
    else problem ??= `"${name}": ${parsed.error.issues[0]?.message}`;
  }
  return { good, problem };
}
