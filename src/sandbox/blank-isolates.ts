import type { BlankIsolate } from './blank-isolate.ts';

/** Blank isolates made ahead of time, so that a function's first invocation does not wait for one. */
export interface BlankIsolates {
  /** One with this heap limit: a waiting one where that is the usual limit, else one made now. */
  take(heapMb: number): BlankIsolate;
  /** Something was done just now: making isolates waits until it is quiet. */
  noteActivity(): void;
}

export interface BlankIsolatesOptions {
  make(heapMb: number): BlankIsolate;
  /** The heap limit of those made ahead; V8 fixes it when an isolate is made. */
  heapMb: number;
}

/** Kept waiting; each costs as much memory as an idle function. */
const kept = 2;
/** Making one holds up everything else for some milliseconds. */
const quietMs = 20;
/** A sandbox that is never quiet gets one all the same. */
const patienceMs = 1_000;

export function createBlankIsolates({ make, heapMb: usualHeapMb }: BlankIsolatesOptions): BlankIsolates {
  const waiting: BlankIsolate[] = [];
  let missingSinceMs: number | null = null;
  let lastActivityMs = performance.now();

  function refill(): void {
    const now = performance.now();
    const quietInMs = lastActivityMs + quietMs - now;
    const since = missingSinceMs ?? now;
    if (quietInMs > 0 && now - since < patienceMs) return void setTimeout(refill, Math.ceil(quietInMs));
    missingSinceMs = null;
    waiting.push(make(usualHeapMb));
    schedule();
  }

  function schedule(): void {
    if (missingSinceMs !== null || waiting.length >= kept) return;
    missingSinceMs = performance.now();
    setTimeout(refill, quietMs);
  }

  schedule();
  return {
    take(heapMb) {
      const blank = heapMb === usualHeapMb ? waiting.shift() : undefined;
      schedule();
      return blank ?? make(heapMb);
    },
    noteActivity() {
      if (missingSinceMs !== null) lastActivityMs = performance.now();
    },
  };
}
