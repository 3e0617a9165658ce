const pausesMs = [0, 200, 1_000, 5_000];

/** How long to wait before starting a sandbox after this many in a row died before they were ready. */
export function restartPauseMs(failedStarts: number): number {
  return pausesMs[Math.min(failedStarts, pausesMs.length - 1)] as number;
}
