import { create } from 'zustand';

import type { EngineState, SettingsDamage } from '../../contract/shell.ts';

interface EngineStore {
  engine: EngineState;
  /** When the window learned of it: Unix time, milliseconds. */
  since: number;
  /** What could not be read of the settings; null when there is nothing to tell, or it was read. */
  settingsDamage: SettingsDamage | null;
}

/** The life of the engine, kept current by live-sync. */
export const useEngine = create<EngineStore>()(() => ({
  engine: { phase: 'starting' },
  since: Date.now(),
  settingsDamage: null,
}));

/** Stores what the shell says about the engine. */
export const applyEngineState = (engine: EngineState): void => useEngine.setState({ engine, since: Date.now() });
