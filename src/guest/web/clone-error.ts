import type { Clone, Remember } from './clone-slots.ts';
import { apply, defineProperty, getOwnPropertyDescriptor } from './primordials.ts';

/** Structured cloning of errors: https://html.spec.whatwg.org/#structuredserializeinternal, its step on [[ErrorData]]. */

const { toString: objectToString } = Object.prototype;
const { hasOwn } = Object;

export const isError = (value: object): boolean => {
  const test = (Error as unknown as { isError?: (value: unknown) => boolean }).isError;
  return test ? test(value) : apply(objectToString, value, []) === '[object Error]';
};
const errorConstructors: Record<string, ErrorConstructor | undefined> = {
  Error,
  EvalError,
  RangeError,
  ReferenceError,
  SyntaxError,
  TypeError,
  URIError,
};

export function cloneError(error: Error, remember: Remember, clone: Clone): object {
  const name = error.name === undefined ? 'Error' : `${error.name}`;
  const message = getOwnPropertyDescriptor(error, 'message');
  const Constructor = (hasOwn(errorConstructors, name) ? errorConstructors[name] : undefined) ?? Error;
  const copy = new Constructor();
  remember(copy);
  delete (copy as { message?: unknown }).message;
  const define = (key: string, value: unknown) =>
    defineProperty(copy, key, { value, writable: true, enumerable: false, configurable: true });
  if (message !== undefined && 'value' in message) define('message', `${message.value as string}`);
  const { stack } = error;
  if (typeof stack === 'string') define('stack', stack);
  const cause = getOwnPropertyDescriptor(error, 'cause');
  if (cause !== undefined && 'value' in cause) define('cause', clone(cause.value));
  return copy;
}
