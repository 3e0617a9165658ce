/**
 * Who runs next: at most `maxRunning` at once, and fairly between functions.
 * Functions that wait take turns; while others wait, one function gets no more than half of the slots, and when
 * the waiting room overflows, the function with the most waiting loses its newest. One function alone has bounds, too.
 */
export interface Admission<T> {
  readonly running: number;
  readonly waiting: number;
  /** Whether an item of this key may run at once; then it counts as running. Never while others wait. */
  enter(key: string): boolean;
  /** Puts `item` in line. Returns what had to be turned away for it: nothing, itself, or another's newest. */
  offer(key: string, item: T): TurnedAway<T> | null;
  /** Puts back at the head of its line what was already let in once; never turned away. */
  putBack(key: string, item: T): void;
  /**
   * The next to run for which `place` finds a place, which counts as running from then on.
   * Others are passed over until they have one.
   */
  take<P>(place: (item: T) => P | null): { item: T; place: P } | null;
  /** Ends one running item of this key. */
  release(key: string): void;
  /** Takes an item out of its line; false when it was not waiting. */
  remove(key: string, item: T): boolean;
}

/** `line`: too many wait for its own function. `room`: too many wait. */
export interface TurnedAway<T> {
  item: T;
  why: 'line' | 'room';
}

export interface AdmissionLimits {
  maxRunning: number;
  maxWaiting: number;
  /** For any one function; no more than for all together when left out. */
  maxRunningOfOne?: number;
  maxWaitingOfOne?: number;
}

export function createAdmission<T>(limits: AdmissionLimits): Admission<T> {
  /** In turn order: a key that was served goes to the end. */
  const lines = new Map<string, T[]>();
  const runningOf = new Map<string, number>();
  const { maxRunningOfOne = limits.maxRunning, maxWaitingOfOne = limits.maxWaiting } = limits;
  const share = Math.min(maxRunningOfOne, Math.max(1, Math.ceil(limits.maxRunning / 2)));
  let running = 0;
  let waiting = 0;

  const dropFrom = (key: string, line: T[], index: number): T => {
    const [item] = line.splice(index, 1) as [T];
    waiting -= 1;
    if (line.length === 0) lines.delete(key);
    return item;
  };

  const longestLine = (): string => {
    let longest = '';
    for (const [key, line] of lines) if (line.length > (lines.get(longest)?.length ?? 0)) longest = key;
    return longest;
  };

  const overflow = (key: string): TurnedAway<T> | null => {
    const line = lines.get(key) as T[];
    const freeOfOne = Math.max(0, maxRunningOfOne - (runningOf.get(key) ?? 0));
    if (maxWaitingOfOne < limits.maxWaiting && line.length > maxWaitingOfOne + freeOfOne) {
      return { item: dropFrom(key, line, line.length - 1), why: 'line' };
    }
    const free = Math.max(0, limits.maxRunning - running);
    if (waiting <= limits.maxWaiting + free) return null;
    return { item: dropFromLongest(key), why: 'room' };
  };

  const dropFromLongest = (key: string): T => {
    const longest = longestLine();
    // Between lines of about the same length the newcomer loses, so that nobody is pushed out for a draw.
    const own = lines.get(key)?.length ?? 0;
    const loser = (lines.get(longest)?.length ?? 0) > own ? longest : key;
    const line = lines.get(loser) as T[];
    return dropFrom(loser, line, line.length - 1);
  };

  const put = (key: string, item: T, first: boolean): void => {
    const line = lines.get(key) ?? [];
    if (first) line.unshift(item);
    else line.push(item);
    lines.set(key, line);
    waiting += 1;
  };

  return {
    get running() {
      return running;
    },
    get waiting() {
      return waiting;
    },
    enter(key) {
      const own = runningOf.get(key) ?? 0;
      if (waiting > 0 || running >= limits.maxRunning || own >= maxRunningOfOne) return false;
      running += 1;
      runningOf.set(key, own + 1);
      return true;
    },
    offer(key, item) {
      put(key, item, false);
      return overflow(key);
    },
    putBack: (key, item) => put(key, item, true),
    take(place) {
      if (waiting === 0 || running >= limits.maxRunning) return null;
      for (const [key, line] of lines) {
        if ((runningOf.get(key) ?? 0) >= (lines.size > 1 ? share : maxRunningOfOne)) continue;
        const found = place(line[0] as T);
        if (found === null) continue;
        const item = dropFrom(key, line, 0);
        if (lines.delete(key)) lines.set(key, line);
        running += 1;
        runningOf.set(key, (runningOf.get(key) ?? 0) + 1);
        return { item, place: found };
      }
      return null;
    },
    release(key) {
      running -= 1;
      const left = (runningOf.get(key) ?? 1) - 1;
      if (left > 0) runningOf.set(key, left);
      else runningOf.delete(key);
    },
    remove(key, item) {
      const line = lines.get(key);
      const index = line?.indexOf(item) ?? -1;
      if (line === undefined || index < 0) return false;
      dropFrom(key, line, index);
      return true;
    },
  };
}
