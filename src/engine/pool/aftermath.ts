import type { Failure } from '../../contract/invocation.ts';
import type { Limits } from '../../contract/limits.ts';
import { failures } from './failures.ts';

/** Why a sandbox ended. */
export type LossCause =
  | { kind: 'wedged'; cpuMs: number }
  | { kind: 'memory' }
  /** It died by itself: a signal such as SIGSEGV, or an abort of V8. */
  | { kind: 'crashed'; how: string; outOfMemory: boolean }
  /** Killed by somebody else, or silent: no function is to blame. */
  | { kind: 'lost' }
  /** Ended by the pool because it was no longer of use. */
  | { kind: 'replaced' };

/** An invocation that was in the sandbox. */
export interface Casualty {
  started: boolean;
  /** It was to end anyway. */
  isStopping: boolean;
  /** Times it was dispatched. */
  tries: number;
  /** The one whose code the sandbox was in. */
  isSuspect: boolean;
  limits: Limits;
}

export type Fate = { kind: 'again' } | { kind: 'ends'; failure: Failure };

/** Dispatched at most this often: an invocation that never starts must not travel for ever. */
const maxTries = 2;

/** What becomes of an invocation whose sandbox ended. Code that may have run is never run again. */
export function fateOf(casualty: Casualty, cause: LossCause): Fate {
  if (casualty.isSuspect && casualty.started) return { kind: 'ends', failure: blame(casualty.limits, cause) };
  if (casualty.started || casualty.isStopping || casualty.tries >= maxTries)
    return { kind: 'ends', failure: failures.lost() };
  return { kind: 'again' };
}

function blame(limits: Limits, cause: LossCause): Failure {
  switch (cause.kind) {
    case 'wedged':
      return failures.uninterruptible(limits, cause.cpuMs);
    case 'memory':
      return failures.outgrew(limits);
    case 'crashed':
      return cause.outOfMemory ? failures.outgrew(limits) : failures.crashed(cause.how);
    case 'lost':
    case 'replaced':
      return failures.lost();
  }
}

/** Whether the suspect's function has to leave the others alone from now on. */
export function deservesStrike(cause: LossCause): boolean {
  return cause.kind !== 'lost' && cause.kind !== 'replaced';
}

/** Reads the cause out of an exit nobody in the engine asked for. */
export function causeOfExit(exit: { code: number | null; signal: string | null; stderr: string }): LossCause {
  // The kernel's out-of-memory killer and a person's `kill -9` look the same and pick by their own rules.
  if (exit.signal === 'SIGKILL' || exit.signal === 'SIGTERM' || exit.code === 0) return { kind: 'lost' };
  const how = exit.signal ?? (exit.code === null ? 'it could not be started' : `exit code ${exit.code}`);
  return { kind: 'crashed', how, outOfMemory: /out of memory|allocation failed/i.test(exit.stderr) };
}
