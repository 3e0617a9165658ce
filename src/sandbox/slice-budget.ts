import { cpus, loadavg } from 'node:os';

/**
 * How long a slice may take on the clock so that an invocation gets its CPU time and little more.
 *
 * isolated-vm stops a slice by the clock, limits are CPU time. On a busy machine a thread waits between its turns, so
 * the clock runs ahead of its CPU time; the deadline is stretched by what recent slices saw of that. The first slices on such
 * a machine have seen nothing yet: they get some time more where more threads want to run than there are cores.
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

/** The system's own average is over a minute; one this old says the same. */
const loadLastsMs = 500;
/** Less than the engine's patience with a slice that uses its time: see `cpuGraceMs` of its watchdog. */
const maxWaitMs = 150;

/** `readLoad` tells how many threads want to run for each core. */
export function createSliceBudget(readLoad: () => number = loadPerCore, now = () => performance.now()): SliceBudget {
  let stretch = 1;
  let load = 1;
  let readAt = -Infinity;
  const waitMs = (remainingCpuMs: number): number => {
    if (now() - readAt > loadLastsMs) {
      readAt = now();
      load = Math.max(1, readLoad());
    }
    return Math.min(maxWaitMs, remainingCpuMs * (load - 1));
  };
  return {
    deadlineMs: (remainingCpuMs) =>
      Math.max(1, Math.ceil(remainingCpuMs * (stretch + slackPart) + slackMs + waitMs(remainingCpuMs))),
    observe(wallMs, cpuMs) {
      if (wallMs < shortestTellingMs) return;
      const seen = Math.min(maxStretch, Math.max(1, wallMs / Math.max(cpuMs, 0.1)));
      stretch += (seen - stretch) * (seen > stretch ? riseWeight : fallWeight);
    },
  };
}

/** Of the whole machine, as its average is: a container may have fewer. */
const coreCount = Math.max(1, cpus().length);

/** 0 where the system does not tell, as on Windows. */
function loadPerCore(): number {
  return (loadavg()[0] ?? 0) / coreCount;
}
