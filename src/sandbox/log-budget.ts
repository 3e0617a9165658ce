import { maxLogLength } from '../guest/door.ts';

const maxEntries = 1_000;
const maxTotalLength = 262_144;

/** Keeps an invocation's console output within bounds: 1,000 entries, 8 KB each, 256 KB in all. */
export interface LogBudget {
  /** The text to keep, cut where it is too long; undefined when the entry has to be dropped. */
  admit(text: string): string | undefined;
  readonly dropped: number;
}

export function createLogBudget(): LogBudget {
  let entries = 0;
  let length = 0;
  let dropped = 0;
  return {
    admit(text) {
      const kept = text.length > maxLogLength ? `${text.slice(0, maxLogLength)}…` : text;
      if (entries >= maxEntries || length + kept.length > maxTotalLength) {
        dropped++;
        return undefined;
      }
      entries++;
      length += kept.length;
      return kept;
    },
    get dropped() {
      return dropped;
    },
  };
}
