import { createCpuClock } from './cpu-clock.ts';
import type { Invocation } from './deployed.ts';
import type { EntryOutcome } from './isolate.ts';
import type { Outbox } from './outbox.ts';
import { createSliceBudget } from './slice-budget.ts';

/** How a slice went. */
export interface Slice {
  outcome: EntryOutcome;
  cpuMs: number;
  /** What the invocation might have used. */
  remainingMs: number;
}

/** Runs entries into isolates one at a time, within what is left of an invocation's CPU time. */
export interface SliceRunner {
  /** Whose slice runs now. */
  readonly running: Invocation | null;
  run(invocation: Invocation, entry: (timeoutMs: number) => EntryOutcome): Slice;
  /** An entry on nobody's account, with `graceMs` of CPU time. */
  runUnmetered(invocation: Invocation, graceMs: number, entry: (timeoutMs: number) => EntryOutcome): EntryOutcome;
}

export function createSliceRunner(outbox: Outbox): SliceRunner {
  const budget = createSliceBudget();
  const clock = createCpuClock();
  let running: Invocation | null = null;

  return {
    get running() {
      return running;
    },
    run(invocation, entry) {
      const { deployed } = invocation;
      const remainingMs = deployed.source.limits.cpuMs - invocation.cpuMs;
      outbox.entering(invocation.id, deployed.id);
      running = invocation;
      clock.start();
      const outcome = entry(Math.min(budget.deadlineMs(remainingMs), wallLeftMs(invocation)));
      const { wallMs, cpuMs } = clock.stop();
      running = null;
      budget.observe(wallMs, cpuMs);
      invocation.cpuMs += cpuMs;
      return { outcome, cpuMs, remainingMs };
    },
    runUnmetered(invocation, graceMs, entry) {
      outbox.entering(invocation.id, invocation.deployed.id);
      return entry(budget.deadlineMs(graceMs));
    },
  };
}

/** The engine keeps the wall clock, but no message of its reaches a loop that has CPU time left. */
function wallLeftMs({ startedAt, deployed }: Invocation): number {
  return Math.max(1, Math.ceil(startedAt + deployed.source.limits.wallMs - performance.now()));
}
