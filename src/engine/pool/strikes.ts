/** How long one strike keeps a function in quarantine. */
const quarantineMs = 5 * 60_000;

/** Remembers which functions broke their sandbox. Kept by function, so that a new version does not wash it off. */
export interface Strikes {
  add(functionId: string): void;
  /** Whether the function has to run in a sandbox of its own. */
  isQuarantined(functionId: string): boolean;
}

export function createStrikes(now: () => number): Strikes {
  const latest = new Map<string, number>();
  return {
    add: (functionId) => void latest.set(functionId, now()),
    isQuarantined(functionId) {
      const at = latest.get(functionId);
      if (at === undefined) return false;
      if (now() - at < quarantineMs) return true;
      latest.delete(functionId);
      return false;
    },
  };
}
