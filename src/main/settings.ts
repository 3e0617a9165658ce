import { rename } from 'node:fs/promises';

import { Low } from 'lowdb';
import { JSONFile } from 'lowdb/node';
import { z } from 'zod';

import { defaultPreferences, type Preferences, preferencesSchema } from '../contract/shell.ts';
import { createLiveValue, type LiveValue } from './live-value.ts';

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
  /** Changes take effect at once; resolves when they are on the disk. */
  update(change: Partial<Settings>): Promise<void>;
  /** Resolves when every change so far is on the disk. */
  settled(): Promise<void>;
}

/** Opens the settings kept in `file`. A file that is damaged is put aside as `<file>.damaged`, defaults take over. */
export async function openSettings(file: string): Promise<SettingsStore> {
  const database = new Low<unknown>(new JSONFile(file), {});
  const live = createLiveValue(await readSettings(database, file));
  let writing = Promise.resolve();
  return {
    ...live,
    update(change) {
      live.set({ ...live.get(), ...change });
      database.data = live.get();
      return (writing = database.write());
    },
    settled: () => writing,
  };
}

async function readSettings(database: Low, file: string): Promise<Settings> {
  try {
    await database.read();
    return { ...defaultPreferences, ...settingsSchema.parse(database.data) };
  } catch (error) {
    if (!(error instanceof SyntaxError || error instanceof z.ZodError)) throw error;
    await rename(file, `${file}.damaged`);
    return defaultPreferences;
  }
}
