import { create } from 'zustand';

import type { FunctionStats, Stats } from '../../contract/stats.ts';

interface StatsState {
  /** Null until the engine has told. */
  stats: Stats | null;
  /** By function id; a function that was never called has none. */
  functions: ReadonlyMap<string, FunctionStats>;
}

/** What the engine is doing, once a second, kept current by live-sync. */
export const useStats = create<StatsState>()(() => ({ stats: null, functions: new Map() }));

/** Stores one report of the engine. */
export function applyStats({ stats, functions }: { stats: Stats; functions: readonly FunctionStats[] }): void {
  useStats.setState({ stats, functions: new Map(functions.map((item) => [item.functionId, item])) });
}
