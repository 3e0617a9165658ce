import { hasListener, fireEvent } from './event-target.ts';
import { PromiseRejectionEvent } from './event-types.ts';
import { writeLog } from './log.ts';
import { chain, defineProperty } from './primordials.ts';

/** A rejection nobody handled, as the sandbox hears of it: texts only. */
export interface UnhandledRejection {
  /** Empty when what was thrown is no Error; the message is then its text. */
  name: string;
  message: string;
  stack: string;
}

const constructors = { EvalError, RangeError, ReferenceError, SyntaxError, TypeError, URIError } as const;
const { hasOwn } = Object;

/**
 * Fires `unhandledrejection` (https://html.spec.whatwg.org/#unhandled-promise-rejections), and logs what no listener
 * prevents. The engine tells of a rejection but gives neither its promise nor its reason: the event has a promise of
 * the same fate and an error of the same class, message and stack.
 */
export function reportRejection(rejection: UnhandledRejection): void {
  if (hasListener(globalThis, 'unhandledrejection')) {
    const reason = toReason(rejection);
    const promise = Promise.reject(reason);
    void chain(promise, undefined, () => undefined);
    const event = new PromiseRejectionEvent('unhandledrejection', { promise, reason, cancelable: true });
    if (!fireEvent(globalThis, event)) return;
  }
  writeLog('error', `Uncaught (in promise) ${rejection.stack || rejection.message}`);
}

function toReason({ name, message, stack }: UnhandledRejection): unknown {
  if (name === '') return message;
  const Constructor = hasOwn(constructors, name) ? constructors[name as keyof typeof constructors] : Error;
  const error = new Constructor(message);
  if (error.name !== name) define(error, 'name', name);
  define(error, 'stack', stack);
  return error;
}

const define = (error: Error, key: string, value: string): void =>
  void defineProperty(error, key, { value, writable: true, configurable: true, enumerable: false });
