import library from 'node-inspect-extracted';

import { isDeepEqual } from './parts/deep-equal.ts';
import { types } from './parts/types.ts';

type Callable = (this: unknown, ...args: unknown[]) => unknown;

const { format, formatWithOptions, inspect, stripVTControlCharacters } = library;
const { TextDecoder, TextEncoder } = globalThis;

export const isDeepStrictEqual = (a: unknown, b: unknown): boolean => isDeepEqual(a, b);
export const toUSVString = (text: unknown): string => String(text).toWellFormed();

const customPromisify = Symbol.for('nodejs.util.promisify.custom');

/** A function that takes a callback last, as one that gives a promise. */
function promisifyOnce(original: Callable): Callable {
  if (typeof original !== 'function') throw invalid('The "original" argument must be of type function');
  const custom = (original as unknown as Record<symbol, unknown>)[customPromisify];
  if (typeof custom === 'function') return custom as Callable;
  function promised(this: unknown, ...args: unknown[]): Promise<unknown> {
    return new Promise((resolve, reject) => {
      const done = (error: unknown, value: unknown): void => {
        if (error) reject(error);
        else resolve(value);
      };
      Reflect.apply(original, this, [...args, done]);
    });
  }
  return Object.defineProperties(promised, Object.getOwnPropertyDescriptors(original));
}
export const promisify = Object.assign(promisifyOnce, { custom: customPromisify });

/** A function that gives a promise, as one that takes a callback last. */
export function callbackify(original: Callable): Callable {
  if (typeof original !== 'function') throw invalid('The "original" argument must be of type function');
  return function callbackified(...args) {
    const done = args.pop() as Callable;
    if (typeof done !== 'function') throw invalid('The last argument must be of type function');
    const succeed = (value: unknown): void => queueMicrotask(() => done(null, value));
    const fail = (reason: unknown): void => queueMicrotask(() => done(reason || falsyRejection(reason)));
    (Reflect.apply(original, this, args) as Promise<unknown>).then(succeed, fail);
  };
}

function falsyRejection(reason: unknown): Error {
  return Object.assign(new Error('Promise was rejected with a falsy value'), {
    code: 'ERR_FALSY_VALUE_REJECTION',
    reason,
  });
}

export function inherits(constructor: Callable, parent: Callable): void {
  Object.defineProperty(constructor, 'super_', { value: parent, writable: true, configurable: true });
  Object.setPrototypeOf(constructor.prototype, parent.prototype as object);
}

/** Warns on the first call. */
export function deprecate<Function extends Callable>(original: Function, message: string, code?: string): Function {
  let warned = false;
  function deprecated(this: unknown, ...args: unknown[]): unknown {
    // oxlint-disable-next-line no-console -- the function's own console is where its warnings go
    if (!warned) console.warn(`${code === undefined ? '' : `[${code}] `}DeprecationWarning: ${message}`);
    warned = true;
    return new.target ? Reflect.construct(original, args, new.target) : Reflect.apply(original, this, args);
  }
  return Object.setPrototypeOf(deprecated, original) as Function;
}

/** Silent, as no section is ever turned on: a function has no NODE_DEBUG. */
export function debuglog(): Callable {
  return Object.assign(() => undefined, { enabled: false });
}

function invalid(message: string): TypeError {
  return Object.assign(new TypeError(message), { code: 'ERR_INVALID_ARG_TYPE' });
}

const { isArray } = Array;
const debug = debuglog;

export {
  debug,
  format,
  formatWithOptions,
  inspect,
  isArray,
  stripVTControlCharacters,
  TextDecoder,
  TextEncoder,
  types,
};
export default {
  callbackify,
  debug,
  debuglog,
  deprecate,
  format,
  formatWithOptions,
  inherits,
  inspect,
  isArray,
  isDeepStrictEqual,
  promisify,
  stripVTControlCharacters,
  TextDecoder,
  TextEncoder,
  toUSVString,
  types,
};
