import { create } from 'zustand';

import type { EngineState } from '../../contract/shell.ts';

interface EngineStore {
  engine: EngineState;
  /** When the window learned of it: Unix time, milliseconds. */
  since: number;
}

/** The life of the engine, kept current by live-sync. */
export const useEngine = create<EngineStore>()(() => ({ engine: { phase: 'starting' }, since: Date.now() }));

/** Stores what the shell says about the engine. */
export const applyEngineState = (engine: EngineState): void => useEngine.setState({ engine, since: Date.now() });
