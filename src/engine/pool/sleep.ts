/** An isolate that could sleep: nothing runs in it. */
export interface IdleIsolate {
  /** When something was last dispatched to it or ended in it. */
  usedAtMs: number;
  memoryBytes: number;
}

/** How far the pool is past what it may hold. */
export interface Excess {
  isolates: number;
  bytes: number;
}

/** Ending an isolate holds its sandbox up for about 0.2 ms: what is left comes the next time. */
export const sleepersAtOnce = 8;

/**
 * Who goes to sleep: the least recently used, as few as make up for the excess, at most `sleepersAtOnce`.
 * One pass without sorting, as there may be thousands and this happens with every cold start once the pool is full.
 */
export function chooseSleepers<T extends IdleIsolate>(idle: Iterable<T>, excess: Excess): T[] {
  if (excess.isolates <= 0 && excess.bytes <= 0) return [];
  const oldest: T[] = [];
  for (const isolate of idle) {
    if (oldest.length === sleepersAtOnce && isolate.usedAtMs >= oldest[sleepersAtOnce - 1]!.usedAtMs) continue;
    const at = oldest.findIndex((other) => isolate.usedAtMs < other.usedAtMs);
    oldest.splice(at < 0 ? oldest.length : at, 0, isolate);
    if (oldest.length > sleepersAtOnce) oldest.pop();
  }
  let { isolates, bytes } = excess;
  return oldest.filter((isolate) => {
    const needed = isolates > 0 || bytes > 0;
    isolates -= 1;
    bytes -= isolate.memoryBytes;
    return needed;
  });
}

const mb = 1_048_576;
/** A sandbox before its first isolate, with the blank ones it keeps ready. */
export const sandboxMemoryBytes = 72 * mb;
/** Memory of an isolate outside its heap. */
const besideHeapBytes = 1 * mb;
/** The prelude's heap: what a loaded isolate has at least, and is taken to have until it was measured. */
const leastHeapBytes = 2.5 * mb;

/** What an isolate takes of the memory budget. Resident memory cannot tell: a process keeps what isolates leave. */
export function isolateMemoryBytes(heapBytes: number): number {
  return Math.max(heapBytes, leastHeapBytes) + besideHeapBytes;
}
