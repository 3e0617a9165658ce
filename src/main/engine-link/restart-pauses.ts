/** Growing pauses before an engine that died is started again; the last one repeats. */
const pausesMs = [0, 200, 1_000, 5_000];

/** After running this long without dying, an engine counts as healthy and the pauses begin anew. */
const healthyAfterMs = 10_000;

export interface RestartPauses {
  /** To be called when an engine is up. */
  noteReady(): void;
  /** To be called when it died: the how-manieth try this is, and how long to wait before it. */
  next(): { attempt: number; pauseMs: number };
}

/** Keeps count of deaths. `now` is a monotonic clock in milliseconds. */
export function createRestartPauses(now: () => number = () => performance.now()): RestartPauses {
  let attempt = 0;
  let readySince: number | undefined;
  return {
    noteReady() {
      readySince = now();
    },
    next() {
      if (readySince !== undefined && now() - readySince >= healthyAfterMs) attempt = 0;
      readySince = undefined;
      attempt += 1;
      return { attempt, pauseMs: pausesMs[Math.min(attempt, pausesMs.length) - 1] ?? 0 };
    },
  };
}
