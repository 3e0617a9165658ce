import { maxLogLength } from '../guest/door.ts';

const maxEntries = 1_000;
const maxTotalLength = 262_144;

/** Longer than what the guest makes: such details are not kept. */
const maxDetailsLength = 65_536;

/** Keeps an invocation's console output within bounds: 1,000 entries, 8 KB each, 256 KB in all, and as much of details. */
export interface LogBudget {
  /** What to keep: the text, cut where it is too long, and the details if there is room. Undefined drops the entry. */
  admit(text: string, details?: string): { text: string; details: string | null } | undefined;
  readonly dropped: number;
}

export function createLogBudget(): LogBudget {
  let entries = 0;
  let length = 0;
  let detailsLength = 0;
  let dropped = 0;
  return {
    admit(text, details = '') {
      const kept = text.length > maxLogLength ? `${text.slice(0, maxLogLength)}…` : text;
      if (entries >= maxEntries || length + kept.length > maxTotalLength) {
        dropped++;
        return undefined;
      }
      entries++;
      length += kept.length;
      const hasRoom = details.length <= maxDetailsLength && detailsLength + details.length <= maxTotalLength;
      if (details === '' || !hasRoom) return { text: kept, details: null };
      detailsLength += details.length;
      return { text: kept, details };
    },
    get dropped() {
      return dropped;
    },
  };
}
