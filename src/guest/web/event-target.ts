import { domException } from './dom-exception.ts';
import { atTarget, type Event, eventState, isEvent } from './event.ts';
import { apply } from './primordials.ts';
import { reportException } from './report.ts';
import { isObject, requireArguments, shapeInterface, toDOMString } from './webidl.ts';

/** https://dom.spec.whatwg.org/#interface-eventtarget */

export interface Listener {
  type: string;
  callback: object | null;
  capture: boolean;
  once: boolean;
  passive: boolean;
  removed: boolean;
  /** Set for event handler attributes: called instead of `callback`, with the attribute's own rules. */
  invoke?: (target: object, event: Event) => void;
}

/** What an AbortSignal offers to whoever must stop when it fires; known to event-target without importing it. */
export interface AbortHook {
  isAborted(signal: unknown): boolean;
  onAbort(signal: unknown, run: () => void): void;
  isSignal(value: unknown): boolean;
}
let abortHook: AbortHook | undefined;
export const setAbortHook = (hook: AbortHook): void => {
  abortHook = hook;
};

const globalListeners: Listener[] = [];
let readListeners: (target: EventTarget) => Listener[];

/** The global object is an event target too, and `this` of a bare `addEventListener()` call. */
const listenersOf = (target: unknown): Listener[] =>
  target === globalThis || target === undefined || target === null
    ? globalListeners
    : readListeners(target as EventTarget);

export class EventTarget {
  readonly #listeners: Listener[] = [];

  static {
    readListeners = (target) => target.#listeners;
  }

  addEventListener(type: unknown, callback: unknown, options: unknown = undefined): void {
    const listeners = listenersOf(this);
    requireArguments(arguments.length, 2, 'addEventListener');
    const name = toDOMString(type);
    const listener = toCallback(callback);
    const { capture, once, passive, signal } = toAddOptions(options);
    if (listener === null || abortHook?.isAborted(signal)) return;
    if (findListener(listeners, name, listener, capture) >= 0) return;
    const entry: Listener = { type: name, callback: listener, capture, once, passive, removed: false };
    listeners[listeners.length] = entry;
    if (signal !== undefined) abortHook?.onAbort(signal, () => removeListener(listeners, entry));
  }

  removeEventListener(type: unknown, callback: unknown, options: unknown = undefined): void {
    const listeners = listenersOf(this);
    requireArguments(arguments.length, 2, 'removeEventListener');
    const name = toDOMString(type);
    const listener = toCallback(callback);
    const capture = toCapture(options);
    const index = findListener(listeners, name, listener, capture);
    if (index >= 0) removeListener(listeners, listeners[index]!);
  }

  dispatchEvent(event: Event): boolean {
    listenersOf(this);
    requireArguments(arguments.length, 1, 'dispatchEvent');
    if (!isEvent(event)) throw new TypeError('dispatchEvent: the argument is not an Event');
    const state = eventState(event);
    if (state.dispatching || !state.initialized) {
      throw domException('The event is already being dispatched', 'InvalidStateError');
    }
    state.trusted = false;
    return dispatch(this ?? globalThis, event);
  }
}
shapeInterface(EventTarget, 'EventTarget');

/** Dispatches an event to its only target; false when it was canceled. */
export function dispatch(target: object, event: Event): boolean {
  const state = eventState(event);
  const listeners = listenersOf(target);
  state.dispatching = true;
  state.target = state.currentTarget = target;
  state.phase = atTarget;
  if (!state.propagationStopped) {
    invokeListeners(listeners, target, event, true);
    if (!state.propagationStopped) invokeListeners(listeners, target, event, false);
  }
  state.phase = 0;
  state.currentTarget = null;
  state.dispatching = state.propagationStopped = state.immediatelyStopped = false;
  return !state.canceled;
}

/** Creates an event the platform itself fires and dispatches it. */
export function fireEvent(target: object, event: Event): boolean {
  eventState(event).trusted = true;
  return dispatch(target, event);
}

export const hasListener = (target: object, type: string): boolean => {
  const listeners = listenersOf(target);
  for (let index = 0; index < listeners.length; index++) if (listeners[index]!.type === type) return true;
  return false;
};

function invokeListeners(listeners: Listener[], target: object, event: Event, capture: boolean): void {
  const state = eventState(event);
  const snapshot: Listener[] = [];
  for (let index = 0; index < listeners.length; index++) snapshot[index] = listeners[index]!;
  for (let index = 0; index < snapshot.length; index++) {
    const listener = snapshot[index]!;
    if (listener.removed || listener.type !== state.type || listener.capture !== capture) continue;
    if (listener.once) removeListener(listeners, listener);
    state.inPassiveListener = listener.passive;
    try {
      if (listener.invoke) listener.invoke(target, event);
      else callListener(listener.callback!, target, event);
    } catch (error) {
      reportException(error);
    }
    state.inPassiveListener = false;
    if (state.immediatelyStopped) return;
  }
}

function callListener(callback: object, target: object, event: Event): void {
  if (typeof callback === 'function') {
    apply(callback, target, [event]);
    return;
  }
  const method = (callback as { handleEvent?: unknown }).handleEvent;
  if (typeof method !== 'function') throw new TypeError('The listener has no handleEvent method');
  apply(method, callback, [event]);
}

function toCallback(value: unknown): object | null {
  if (value === null || value === undefined) return null;
  if (!isObject(value)) throw new TypeError('The listener is not an object');
  return value;
}

function toCapture(options: unknown): boolean {
  if (isObject(options)) return !!(options as { capture?: unknown }).capture;
  return !!options;
}

function toAddOptions(options: unknown) {
  if (!isObject(options)) return { capture: !!options, once: false, passive: false, signal: undefined };
  const { capture, once, passive, signal } = options as Record<string, unknown>;
  if (signal !== undefined && !abortHook?.isSignal(signal)) throw new TypeError('signal is not an AbortSignal');
  return { capture: !!capture, once: !!once, passive: !!passive, signal };
}

function findListener(listeners: Listener[], type: string, callback: object | null, capture: boolean): number {
  for (let index = 0; index < listeners.length; index++) {
    const listener = listeners[index]!;
    if (listener.type === type && listener.callback === callback && listener.capture === capture) return index;
  }
  return -1;
}

/** Removes by shifting, so that nothing a function replaced on `Array.prototype` is called. */
function removeListener(listeners: Listener[], listener: Listener): void {
  listener.removed = true;
  let kept = 0;
  for (let index = 0; index < listeners.length; index++) {
    if (listeners[index] !== listener) listeners[kept++] = listeners[index]!;
  }
  listeners.length = kept;
}

export const addPlatformListener = (target: object, listener: Listener): void => {
  const listeners = listenersOf(target);
  listeners[listeners.length] = listener;
};
export const removePlatformListener = (target: object, listener: Listener): void =>
  removeListener(listenersOf(target), listener);
