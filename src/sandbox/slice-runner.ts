import { createCpuClock } from './cpu-clock.ts';
import type { Invocation } from './deployed.ts';
import type { EntryOutcome } from './isolate.ts';
import type { Outbox } from './outbox.ts';
import { createSliceBudget } from './slice-budget.ts';

/** How a slice went. */
export interface Slice {
  /** Whose it was: of an entry for many, the last one that began. */
  invocation: Invocation;
  outcome: EntryOutcome;
}

/** Runs entries into isolates one at a time, within what is left of an invocation's CPU time. */
export interface SliceRunner {
  /** Whose slice runs now. */
  readonly running: Invocation | null;
  run(invocation: Invocation, entry: Entry): Slice;
  /** The same for an entry that may go on with others, which then are `running`. */
  runMany(first: Invocation, entry: Entry): Slice;
  /** Within an entry for many: whether another one may begin. */
  readonly mayGoOn: boolean;
  /** Ends the running slice and begins one of `next` in the same entry. */
  goOn(next: Invocation): void;
  /** An entry on nobody's account, with `graceMs` of CPU time. */
  runUnmetered(invocation: Invocation, graceMs: number, entry: Entry): EntryOutcome;
}

type Entry = (timeoutMs: number) => EntryOutcome;

/**
 * An entry for many has one deadline, so its last invocation may have this much more than its own; nobody begins later.
 */
const batchMs = 1;

/** Of its time, what a slice has to be let run for its end to be its own doing. */
const leastPart = 0.05;

export function createSliceRunner(outbox: Outbox): SliceRunner {
  const budget = createSliceBudget();
  const clock = createCpuClock();
  let running: Invocation | null = null;
  let lastStart = -Infinity;

  function begin(invocation: Invocation): void {
    outbox.entering(invocation.id, invocation.deployed.id);
    running = invocation;
    clock.start();
  }

  /** The part of its time in which the slice was let run. */
  function end(): number {
    const { wallMs, cpuMs } = clock.stop();
    budget.observe(wallMs, cpuMs);
    running!.cpuMs += cpuMs;
    running = null;
    return cpuMs / Math.max(wallMs, cpuMs, 1);
  }

  function run(first: Invocation, entry: Entry, extraMs: number): Slice {
    const remainingMs = first.deployed.source.limits.cpuMs - first.cpuMs;
    begin(first);
    const nowMs = performance.now();
    lastStart = nowMs + extraMs;
    const outcome = entry(Math.min(budget.deadlineMs(remainingMs) + extraMs, wallLeftMs(first, nowMs)));
    lastStart = -Infinity;
    const invocation = running!;
    const part = end();
    if (outcome.type === 'timedOut') outcome.isStarved = part < leastPart;
    return { invocation, outcome };
  }

  return {
    get running() {
      return running;
    },
    run: (invocation, entry) => run(invocation, entry, 0),
    runMany: (first, entry) => run(first, entry, batchMs),
    get mayGoOn() {
      return performance.now() < lastStart;
    },
    goOn(next) {
      end();
      begin(next);
    },
    runUnmetered(invocation, graceMs, entry) {
      outbox.entering(invocation.id, invocation.deployed.id);
      return entry(budget.deadlineMs(graceMs));
    },
  };
}

/** The engine keeps the wall clock, but no message of its reaches a loop that has CPU time left. */
function wallLeftMs({ startedAt, deployed }: Invocation, nowMs: number): number {
  return Math.max(1, Math.ceil(startedAt + deployed.source.limits.wallMs - nowMs));
}
