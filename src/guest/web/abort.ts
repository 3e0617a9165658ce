import { domException } from './dom-exception.ts';
import { defineEventHandler } from './event-handler.ts';
import { Event } from './event.ts';
import { EventTarget, fireEvent, setAbortHook } from './event-target.ts';
import { reportException } from './report.ts';
import { clearPlatformTimer, setPlatformTimer } from './timers.ts';
import {
  illegalConstructor,
  internalKey,
  requireArguments,
  shapeInterface,
  toEnforcedInteger,
  toSequence,
} from './webidl.ts';

/** https://dom.spec.whatwg.org/#aborting-ongoing-activities */

interface SignalState {
  aborted: boolean;
  reason: unknown;
  algorithms: (() => void)[];
  /** Set for signals made by `AbortSignal.any`: their sources are never dependent themselves. */
  dependent: boolean;
  sources: AbortSignal[];
  dependents: AbortSignal[];
}

let readState: (signal: AbortSignal) => SignalState;
let hasState: (value: object) => boolean;

export class AbortSignal extends EventTarget {
  readonly #state: SignalState = {
    aborted: false,
    reason: undefined,
    algorithms: [],
    dependent: false,
    sources: [],
    dependents: [],
  };

  static {
    readState = (signal) => signal.#state;
    hasState = (value) => #state in value;
  }

  constructor(key: unknown = undefined) {
    illegalConstructor(key);
    super();
  }

  static abort(reason: unknown = undefined): AbortSignal {
    const signal = createSignal();
    readState(signal).aborted = true;
    readState(signal).reason = reason === undefined ? abortError() : reason;
    return signal;
  }

  static timeout(milliseconds: unknown): AbortSignal {
    requireArguments(arguments.length, 1, 'AbortSignal.timeout');
    const delay = toEnforcedInteger(milliseconds, Number.MAX_SAFE_INTEGER, 'AbortSignal.timeout: milliseconds');
    const signal = createSignal();
    const timer = setPlatformTimer(delay, () => signalAbort(signal, timeoutError()));
    readState(signal).algorithms[0] = () => clearPlatformTimer(timer);
    return signal;
  }

  static any(signals: unknown): AbortSignal {
    requireArguments(arguments.length, 1, 'AbortSignal.any');
    return anySignal(
      toSequence(signals, 'AbortSignal.any: signals', (signal) => {
        if (!isAbortSignal(signal)) throw new TypeError('AbortSignal.any: not an AbortSignal');
        return signal;
      }),
    );
  }

  get aborted(): boolean {
    return this.#state.aborted;
  }
  get reason(): unknown {
    return this.#state.reason;
  }
  throwIfAborted(): void {
    if (this.#state.aborted) throw this.#state.reason;
  }
}
defineEventHandler(AbortSignal.prototype, 'abort', {
  assertTarget: (target) => {
    readState(target as AbortSignal);
    return target as object;
  },
});
shapeInterface(AbortSignal, 'AbortSignal');

export class AbortController {
  readonly #signal = createSignal();

  get signal(): AbortSignal {
    return this.#signal;
  }
  abort(reason: unknown = undefined): void {
    signalAbort(this.#signal, reason === undefined ? abortError() : reason);
  }
}
shapeInterface(AbortController, 'AbortController');

export const createSignal = (): AbortSignal => new AbortSignal(internalKey);
export const isAbortSignal = (value: unknown): value is AbortSignal =>
  typeof value === 'object' && value !== null && hasState(value);
export const isAborted = (signal: AbortSignal): boolean => readState(signal).aborted;
export const abortReason = (signal: AbortSignal): unknown => readState(signal).reason;
const abortError = () => domException('The operation was aborted', 'AbortError');
const timeoutError = () => domException('The operation timed out', 'TimeoutError');

/** Runs once when the signal aborts; returns what takes it back. */
export function onAbort(signal: AbortSignal, run: () => void): () => void {
  const { algorithms, aborted } = readState(signal);
  if (aborted) return () => undefined;
  algorithms[algorithms.length] = run;
  return () => {
    let kept = 0;
    const current = readState(signal).algorithms;
    for (let index = 0; index < current.length; index++) {
      if (current[index] !== run) current[kept++] = current[index]!;
    }
    current.length = kept;
  };
}

/** https://dom.spec.whatwg.org/#abortsignal-signal-abort */
export function signalAbort(signal: AbortSignal, reason: unknown): void {
  const state = readState(signal);
  if (state.aborted) return;
  state.aborted = true;
  state.reason = reason;
  const toRun: AbortSignal[] = [];
  for (let index = 0; index < state.dependents.length; index++) {
    const dependent = state.dependents[index]!;
    const dependentState = readState(dependent);
    if (dependentState.aborted) continue;
    dependentState.aborted = true;
    dependentState.reason = reason;
    toRun[toRun.length] = dependent;
  }
  runAbortSteps(signal);
  for (let index = 0; index < toRun.length; index++) runAbortSteps(toRun[index]!);
}

function runAbortSteps(signal: AbortSignal): void {
  const state = readState(signal);
  const { algorithms } = state;
  state.algorithms = [];
  for (let index = 0; index < algorithms.length; index++) {
    try {
      algorithms[index]!();
    } catch (error) {
      reportException(error);
    }
  }
  fireEvent(signal, new Event('abort'));
}

/** https://dom.spec.whatwg.org/#create-a-dependent-abort-signal */
export function anySignal(signals: AbortSignal[]): AbortSignal {
  const result = createSignal();
  const state = readState(result);
  for (let index = 0; index < signals.length; index++) {
    const source = readState(signals[index]!);
    if (!source.aborted) continue;
    state.aborted = true;
    state.reason = source.reason;
    return result;
  }
  state.dependent = true;
  for (let index = 0; index < signals.length; index++) {
    const source = signals[index]!;
    const { dependent, sources } = readState(source);
    if (!dependent) link(result, source);
    else for (let inner = 0; inner < sources.length; inner++) link(result, sources[inner]!);
  }
  return result;
}

function link(dependent: AbortSignal, source: AbortSignal): void {
  const { sources } = readState(dependent);
  for (let index = 0; index < sources.length; index++) if (sources[index] === source) return;
  sources[sources.length] = source;
  const { dependents } = readState(source);
  dependents[dependents.length] = dependent;
}

/** Forgets a dependent signal that nobody can see any more: else its sources would hold it as long as they live. */
export function releaseSignal(signal: AbortSignal): void {
  const { sources } = readState(signal);
  for (let index = 0; index < sources.length; index++) {
    const { dependents } = readState(sources[index]!);
    let kept = 0;
    for (let at = 0; at < dependents.length; at++) {
      if (dependents[at] !== signal) dependents[kept++] = dependents[at]!;
    }
    dependents.length = kept;
  }
  sources.length = 0;
}

setAbortHook({
  isAborted: (signal) => isAbortSignal(signal) && isAborted(signal),
  onAbort: (signal, run) => void onAbort(signal as AbortSignal, run),
  isSignal: isAbortSignal,
});
