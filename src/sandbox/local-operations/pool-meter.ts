/**
 * CPU time of this process's pool threads, shared out to the work that is done on them.
 *
 * A single thread's time cannot be asked for from outside it, so this takes what the whole process used less what
 * the main thread did, in equal parts for all work that was under way. V8's helper threads are in it: little, and
 * collecting garbage for the very functions that have work done.
 */
export interface PoolMeter {
  /** Begins a piece of work; the result ends it and gives its CPU time in milliseconds. */
  begin(): () => number;
}

export function createPoolMeter(readCpuMs: () => number = poolCpuMs): PoolMeter {
  const running = new Set<{ cpuMs: number }>();
  let readAt = 0;

  function shareOut(): void {
    const now = readCpuMs();
    const share = Math.max(0, now - readAt) / running.size;
    for (const work of running) work.cpuMs += share;
    readAt = now;
  }

  return {
    begin() {
      if (running.size > 0) shareOut();
      else readAt = readCpuMs();
      const work = { cpuMs: 0 };
      running.add(work);
      return () => {
        shareOut();
        running.delete(work);
        return work.cpuMs;
      };
    },
  };
}

function poolCpuMs(): number {
  // In this order: the reading for the process brings the thread's own up to date.
  const all = process.cpuUsage();
  const main = process.threadCpuUsage();
  return (all.user + all.system - main.user - main.system) / 1000;
}
