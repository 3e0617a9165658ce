import { homedir } from 'node:os';
import path from 'node:path';

import type { SettingsStore } from './settings.ts';

/** Which workspace the app opens: the one chosen in it, else the one the environment names, else a folder in the home. */
export interface WorkspaceChoice {
  readonly folder: string;
  /** From now on, and when the app starts again. */
  choose(folder: string): Promise<void>;
}

export function createWorkspaceChoice(settings: SettingsStore, environment: NodeJS.ProcessEnv): WorkspaceChoice {
  const fromEnvironment = environment['NEXO_WORKSPACE'];
  let folder = fromEnvironment
    ? path.resolve(fromEnvironment)
    : (settings.get().workspace ?? path.join(homedir(), 'NexoFunctions'));
  return {
    get folder() {
      return folder;
    },
    async choose(chosen) {
      folder = chosen;
      // Where it cannot be remembered it is opened all the same.
      await settings.update({ workspace: chosen }).catch(() => {});
    },
  };
}
