import { create } from 'zustand';

import type { FunctionStats, Stats } from '../../contract/stats.ts';
import { nextShapes, type RequestShape } from './request-shapes.ts';

interface StatsState {
  /** Null until the engine has told. */
  stats: Stats | null;
  /** By function id; a function that was never called has none. */
  functions: ReadonlyMap<string, FunctionStats>;
  /** The course of their requests, as far as the window has watched. */
  shapes: ReadonlyMap<string, RequestShape>;
}

/** What the engine is doing, once a second, kept current by live-sync. */
export const useStats = create<StatsState>()(() => ({ stats: null, functions: new Map(), shapes: new Map() }));

/** Stores one report of the engine. */
export function applyStats({ stats, functions }: { stats: Stats; functions: readonly FunctionStats[] }): void {
  useStats.setState((before) => ({
    stats,
    functions: new Map(functions.map((item) => [item.functionId, item])),
    shapes: nextShapes(before.shapes, functions, before.stats === null),
  }));
}
