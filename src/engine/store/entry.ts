import type { Low } from 'lowdb';

import type { Damage, FunctionSummary, NexoFunction } from '../../contract/function.ts';
import { defaultLimits } from '../../contract/limits.ts';
import type { FunctionContent } from './function-record.ts';
import type { StoreEvent } from './store.ts';

/** A function's folder as it was last read. */
export type Entry =
  | { state: 'good'; content: Low<FunctionContent | null>; function: NexoFunction }
  | { state: 'damaged'; id: string; damage: Damage };

export function summaryOf(entry: Entry): FunctionSummary {
  if (entry.state === 'good') {
    const { code: _, ...summary } = entry.function;
    return summary;
  }
  const { id, damage } = entry;
  return {
    id,
    name: id,
    route: '',
    methods: [],
    language: 'javascript',
    limits: defaultLimits,
    env: {},
    bindings: {},
    secrets: [],
    version: '',
    file: damage.file,
    damage,
  };
}

/** Whether two readings of a folder mean the same, however the files are spelled. */
export function isSame(a: Entry | undefined, b: Entry | undefined): boolean {
  return JSON.stringify(meaningOf(a)) === JSON.stringify(meaningOf(b));
}

function meaningOf(entry: Entry | undefined): unknown {
  return entry?.state === 'good' ? entry.function : entry?.damage;
}

export function eventOf(id: string, entry: Entry | undefined, by: 'us' | 'others'): StoreEvent {
  if (!entry) return { type: 'removed', id };
  if (entry.state === 'good') return { type: 'saved', function: entry.function, by };
  return { type: 'damaged', function: summaryOf(entry) };
}
