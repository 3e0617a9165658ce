import { ErrorEvent } from './event-types.ts';
import { type Event, eventState } from './event.ts';
import { addPlatformListener, type Listener, removePlatformListener } from './event-target.ts';
import { apply, defineProperty } from './primordials.ts';
import { isObject } from './webidl.ts';

/** https://html.spec.whatwg.org/#event-handler-attributes: `onabort`, `onmessage`, `onerror`, … */

interface Handler {
  value: object | null;
  listener: Listener;
}

const handlersByTarget = new WeakMap<object, Map<string, Handler>>();
const { get: getHandlers, set: setHandlers } = WeakMap.prototype;
const { get: mapGet, set: mapSet } = Map.prototype;

/** Defines the attribute `on<type>` on an interface's prototype, or on the global object. */
export function defineEventHandler(
  owner: object,
  type: string,
  { assertTarget, onSet }: { assertTarget: (target: unknown) => object; onSet?: (target: object) => void },
): void {
  const name = `on${type}`;
  const accessors = {
    get [name](): unknown {
      return readHandler(assertTarget(this), type);
    },
    set [name](value: unknown) {
      const target = assertTarget(this);
      writeHandler(target, type, isObject(value) ? value : null);
      onSet?.(target);
    },
  };
  const descriptor = Object.getOwnPropertyDescriptor(accessors, name)!;
  defineProperty(owner, name, { ...descriptor, enumerable: true, configurable: true });
}

function readHandler(target: object, type: string): object | null {
  const handlers = apply(getHandlers, handlersByTarget, [target]) as Map<string, Handler> | undefined;
  if (handlers === undefined) return null;
  return (apply(mapGet, handlers, [type]) as Handler | undefined)?.value ?? null;
}

function writeHandler(target: object, type: string, value: object | null): void {
  let handlers = apply(getHandlers, handlersByTarget, [target]) as Map<string, Handler> | undefined;
  if (handlers === undefined) {
    handlers = new Map<string, Handler>();
    apply(setHandlers, handlersByTarget, [target, handlers]);
  }
  const existing = apply(mapGet, handlers, [type]) as Handler | undefined;
  if (existing) {
    if (existing.value === null && value !== null) addPlatformListener(target, existing.listener);
    if (existing.value !== null && value === null) removePlatformListener(target, existing.listener);
    existing.listener.removed = value === null;
    existing.value = value;
    return;
  }
  if (value === null) return;
  const handler: Handler = {
    value,
    listener: {
      type,
      callback: null,
      capture: false,
      once: false,
      passive: false,
      removed: false,
      invoke: (current, event) => callHandler(handler.value, current, event),
    },
  };
  apply(mapSet, handlers, [type, handler]);
  addPlatformListener(target, handler.listener);
}

/** https://html.spec.whatwg.org/#the-event-handler-processing-algorithm */
function callHandler(handler: object | null, target: object, event: Event): void {
  if (typeof handler !== 'function') return;
  const isGlobalError = target === globalThis && event instanceof ErrorEvent && eventState(event).type === 'error';
  if (isGlobalError) {
    const { message, filename, lineno, colno, error } = event;
    if (apply(handler, target, [message, filename, lineno, colno, error]) === true) event.preventDefault();
    return;
  }
  if (apply(handler, target, [event]) === false) event.preventDefault();
}
