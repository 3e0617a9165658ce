/** Measures slices by the CPU time of this thread. One slice at a time. */
export interface CpuClock {
  start(): void;
  /** What the slice took, on the clock and in CPU time; both in milliseconds. */
  stop(): { wallMs: number; cpuMs: number };
}

/** A slice this short cannot have waited long for the processor: its wall time stands for its CPU time. */
const shortSliceMs = 1;
/** A reading is good for this long; what this thread does meanwhile is taken for CPU time. */
const readingLastsMs = 1;

/**
 * Reading a thread's CPU time costs more than most slices, so it is read when it can matter: after slices that are
 * not short, and before a slice when the last reading is old.
 */
export function createCpuClock(
  now: () => number = () => performance.now(),
  readCpuMs: () => number = threadCpuMs,
): CpuClock {
  let readAt = -Infinity;
  let cpuAtReading = 0;
  let startedAt = 0;

  function read(at: number): void {
    readAt = at;
    cpuAtReading = readCpuMs();
  }

  return {
    start() {
      startedAt = now();
      if (startedAt - readAt > readingLastsMs) read(startedAt);
    },
    stop() {
      const stoppedAt = now();
      const wallMs = stoppedAt - startedAt;
      if (wallMs < shortSliceMs) return { wallMs, cpuMs: wallMs };
      const cpuAtStart = cpuAtReading + (startedAt - readAt);
      read(stoppedAt);
      return { wallMs, cpuMs: Math.min(wallMs, Math.max(0, cpuAtReading - cpuAtStart)) };
    },
  };
}

/**
 * Linux keeps a thread's figure up to date only at timer ticks (4 ms apart) unless somebody asks for the whole
 * process, which brings the asking thread's figure up to date: hence the first, unused reading.
 */
function threadCpuMs(): number {
  process.cpuUsage();
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1000;
}
