/**
 * How long a slice may take on the clock so that an invocation gets its CPU time and little more.
 *
 * isolated-vm stops a slice by the clock, limits are CPU time. On a busy machine a thread waits between its turns, so
 * the clock runs ahead of its CPU time; the deadline is stretched by what recent slices saw of that.
 */
export interface SliceBudget {
  /** Clock milliseconds to give a slice of an invocation that may still use `remainingCpuMs`. */
  deadlineMs(remainingCpuMs: number): number;
  /** Learns from a slice that has run. */
  observe(wallMs: number, cpuMs: number): void;
}

const maxStretch = 8;
/** Shorter slices say more about the clock's grain than about the machine. */
const shortestTellingMs = 2;
/** So that what is stopped has, as a rule, had all its CPU time: the clock never stands still for other threads. */
const slackPart = 0.15;
const slackMs = 1;
/** A machine gets busy at once; it is believed to be idle again only after a while. */
const riseWeight = 0.5;
const fallWeight = 0.1;

export function createSliceBudget(): SliceBudget {
  let stretch = 1;
  return {
    deadlineMs: (remainingCpuMs) => Math.max(1, Math.ceil(remainingCpuMs * (stretch + slackPart) + slackMs)),
    observe(wallMs, cpuMs) {
      if (wallMs < shortestTellingMs) return;
      const seen = Math.min(maxStretch, Math.max(1, wallMs / Math.max(cpuMs, 0.1)));
      stretch += (seen - stretch) * (seen > stretch ? riseWeight : fallWeight);
    },
  };
}
