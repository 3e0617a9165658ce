/** How long one strike counts, and keeps a function in quarantine. */
const rememberedMs = 5 * 60_000;
const strikesToPause = 3;

/** A version of a function as strikes are counted. */
export interface Struck {
  functionId: string;
  version: string;
}

/** Remembers which functions broke their sandbox. */
export interface Strikes {
  /** One more sandbox broken. Whether that was one too many: then this version is paused. */
  add(struck: Struck): boolean;
  /**
   * Whether the function has to run in a sandbox of its own. Kept by function, so that a new version does not wash
   * it off.
   */
  isQuarantined(functionId: string): boolean;
  /** Since when a version is paused, in the clock's milliseconds; null when it is not. Another version starts afresh. */
  pausedSince(struck: Struck): number | null;
  /** Ends a pause and forgets the strikes that led to it; the quarantine goes on. */
  resume(functionId: string): void;
}

interface Record {
  latest: number;
  version: string;
  /** When this version struck, the oldest first. */
  times: number[];
  pausedSince: number | null;
}

export function createStrikes(now: () => number): Strikes {
  const records = new Map<string, Record>();

  const recordOf = ({ functionId, version }: Struck): Record => {
    const known = records.get(functionId);
    if (known?.version === version) return known;
    const record = { latest: 0, version, times: [], pausedSince: null };
    records.set(functionId, record);
    return record;
  };

  return {
    add(struck) {
      const record = recordOf(struck);
      const at = now();
      record.latest = at;
      record.times = [...record.times.filter((time) => at - time < rememberedMs), at];
      if (record.pausedSince !== null || record.times.length < strikesToPause) return false;
      record.pausedSince = at;
      return true;
    },
    isQuarantined(functionId) {
      const record = records.get(functionId);
      if (record === undefined) return false;
      if (now() - record.latest < rememberedMs) return true;
      if (record.pausedSince === null) records.delete(functionId);
      return false;
    },
    pausedSince({ functionId, version }) {
      const record = records.get(functionId);
      return record?.version === version ? record.pausedSince : null;
    },
    resume(functionId) {
      const record = records.get(functionId);
      if (record === undefined) return;
      record.times = [];
      record.pausedSince = null;
    },
  };
}
