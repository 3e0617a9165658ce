import type { InvocationId } from '../door.ts';
import { platform } from './platform.ts';
import { apply, chain } from './primordials.ts';
import { reportException } from './report.ts';
import { requireArguments, toDOMString, toInteger } from './webidl.ts';

/** https://html.spec.whatwg.org/#timers. The host keeps time; the guest keeps what a timer runs. */

interface Timer {
  run: () => void;
  /** Milliseconds between runs; null for a timer that runs once. */
  everyMs: number | null;
  nesting: number;
  invocation: InvocationId;
}

const timers = new Map<number, Timer>();
const { get: mapGet, set: mapSet, delete: mapDelete, forEach: mapForEach } = Map.prototype;
let lastTimer = 0;
let nesting = 0;
const evaluate = eval;

/** After this depth of timers set by timers, a delay is at least 4 ms. */
const maxNesting = 5;
const minNestedDelayMs = 4;

function start(run: () => void, delayMs: number, repeats: boolean): number {
  const id = ++lastTimer;
  const delay = nesting > maxNesting && delayMs < minNestedDelayMs ? minNestedDelayMs : delayMs;
  const invocation = platform.current();
  const timer: Timer = { run, everyMs: repeats ? delay : null, nesting: nesting + 1, invocation };
  apply(mapSet, timers, [id, timer]);
  platform.host.setTimer(invocation, id, delay);
  return id;
}

function clear(id: number): void {
  if (apply(mapDelete, timers, [id])) platform.host.clearTimer(id);
}

/** The host says that a timer is due. */
export function timerFired(id: number): void {
  const timer = apply(mapGet, timers, [id]) as Timer | undefined;
  if (timer === undefined) return;
  if (timer.everyMs === null) apply(mapDelete, timers, [id]);
  const outer = nesting;
  nesting = timer.nesting;
  try {
    timer.run();
  } catch (error) {
    reportException(error);
  }
  nesting = outer;
  if (timer.everyMs === null || apply(mapGet, timers, [id]) !== timer) return;
  timer.nesting++;
  const isDeep = timer.nesting > maxNesting && timer.everyMs < minNestedDelayMs;
  platform.host.setTimer(timer.invocation, id, isDeep ? minNestedDelayMs : timer.everyMs);
}

/** Drops the timers an invocation left behind; the host has dropped its own side. */
export function forgetTimers(invocation: InvocationId): void {
  const drop = (timer: Timer, id: number) => {
    if (timer.invocation === invocation) apply(mapDelete, timers, [id]);
  };
  apply(mapForEach, timers, [drop]);
}

export const setPlatformTimer = (delayMs: number, run: () => void): number => start(run, delayMs, false);
export const clearPlatformTimer = clear;

function toRun(handler: unknown, args: unknown[]): () => void {
  if (typeof handler === 'function') return () => void apply(handler, globalThis, args);
  const source = toDOMString(handler);
  return () => void evaluate(source);
}

function toDelay(timeout: unknown): number {
  const delay = toInteger(timeout, 32, true);
  return delay < 0 ? 0 : delay;
}

/** Methods, as an operation of Web IDL is no constructor. */
export const { setTimeout, setInterval, clearTimeout, clearInterval } = {
  setTimeout(handler: unknown, timeout: unknown = 0, ...args: unknown[]): number {
    requireArguments(arguments.length, 1, 'setTimeout');
    return start(toRun(handler, args), toDelay(timeout), false);
  },
  setInterval(handler: unknown, timeout: unknown = 0, ...args: unknown[]): number {
    requireArguments(arguments.length, 1, 'setInterval');
    return start(toRun(handler, args), toDelay(timeout), true);
  },
  clearTimeout(id: unknown = 0): void {
    clear(toInteger(id, 32, true));
  },
  clearInterval(id: unknown = 0): void {
    clear(toInteger(id, 32, true));
  },
};

const settled = Promise.resolve();

/** Methods, as an operation of Web IDL is no constructor. */
export const { queueMicrotask } = {
  queueMicrotask(callback: unknown): void {
    requireArguments(arguments.length, 1, 'queueMicrotask');
    if (typeof callback !== 'function') throw new TypeError('queueMicrotask: the argument is not a function');
    void chain(settled, () => {
      try {
        apply(callback, undefined, []);
      } catch (error) {
        reportException(error);
      }
    });
  },
};
