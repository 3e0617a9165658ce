import { type GuestFailure } from './door.ts';
import { apply, defineProperty, stringSlice } from './web/primordials.ts';

const maxNameLength = 100;
const maxTextLength = 8_192;
const maxCauses = 5;

const isError = Error.isError ?? ((value: unknown): boolean => value instanceof Error);
const isArray: (value: unknown) => value is unknown[] = Array.isArray;
const makeString = String;
const symbolToString = Symbol.prototype.toString;

/**
 * Describes whatever a function threw. Runs inside the function's own time: a getter that loops is stopped like any
 * other loop, and nothing but strings of limited length leaves the isolate.
 */
export function describeThrown(thrown: unknown): GuestFailure {
  if (!isObject(thrown)) return { code: 'THROWN', message: cut(printPrimitive(thrown), maxTextLength) };
  const name = readText(thrown, 'name', maxNameLength);
  const message = readText(thrown, 'message', maxTextLength);
  if (name === undefined && message === undefined && !looksLikeError(thrown)) {
    return { code: 'THROWN', message: 'The function threw an object that is not an Error.' };
  }
  return {
    code: 'THROWN',
    name: name || 'Error',
    message: message ?? '',
    stack: stackWithCauses(thrown),
  };
}

/** A failure of the function that is not an exception: a missing handler, a response that cannot be sent. */
export function guestFailure(code: GuestFailure['code'], message: string, limit?: GuestFailure['limit']): GuestFailure {
  return limit ? { code, message, limit } : { code, message };
}

/** Thrown inside the dispatcher to end an invocation with a failure of its own. */
export class InvocationFailure {
  readonly #failure: GuestFailure;

  constructor(failure: GuestFailure) {
    this.#failure = failure;
  }

  /** What to answer with for anything caught. `instanceof` would run the traps of a thrown Proxy. */
  static describe(caught: unknown): GuestFailure {
    return isObject(caught) && #failure in caught ? caught.#failure : describeThrown(caught);
  }
}

function stackWithCauses(thrown: object): string | undefined {
  let text = readText(thrown, 'stack', maxTextLength);
  const seen: object[] = [thrown];
  let cause = read(thrown, 'cause');
  for (let depth = 0; depth < maxCauses && cause !== undefined; depth++) {
    if (includes(seen, cause)) break;
    text = `${text ?? ''}\nCaused by: ${describeCause(cause)}`;
    if (!isObject(cause)) break;
    defineProperty(seen, seen.length, { value: cause, writable: true, enumerable: true, configurable: true });
    cause = read(cause, 'cause');
  }
  text = `${text ?? ''}${describeErrors(thrown)}`;
  return text === '' ? undefined : cut(text, 2 * maxTextLength);
}

/** Of an AggregateError: what it stands for. */
function describeErrors(thrown: object): string {
  const errors = read(thrown, 'errors');
  if (!isArray(errors)) return '';
  let text = '';
  for (let index = 0; index < maxCauses && index < errors.length; index++) {
    text += `\nCaused by: ${describeCause(read(errors, `${index}`))}`;
  }
  return text;
}

function describeCause(cause: unknown): string {
  if (!isObject(cause)) return cut(printPrimitive(cause), maxTextLength);
  return cut(readText(cause, 'stack', maxTextLength) ?? describeShortly(cause), maxTextLength);
}

function describeShortly(error: object): string {
  return `${readText(error, 'name', maxNameLength) ?? 'Error'}: ${readText(error, 'message', maxTextLength) ?? ''}`;
}

function includes(list: object[], value: unknown): boolean {
  for (let index = 0; index < list.length; index++) if (list[index] === value) return true;
  return false;
}

function isObject(value: unknown): value is object {
  return (typeof value === 'object' && value !== null) || typeof value === 'function';
}

function looksLikeError(value: object): boolean {
  try {
    return isError(value);
  } catch {
    return false;
  }
}

function read(from: object, key: string): unknown {
  try {
    return (from as Record<string, unknown>)[key];
  } catch {
    return undefined;
  }
}

function readText(from: object, key: string, maxLength: number): string | undefined {
  const value = read(from, key);
  if (value === undefined || value === null) return undefined;
  try {
    return cut(typeof value === 'symbol' ? printPrimitive(value) : makeString(value), maxLength);
  } catch {
    return undefined;
  }
}

function printPrimitive(value: unknown): string {
  return typeof value === 'symbol' ? apply(symbolToString, value, []) : makeString(value);
}

function cut(text: string, maxLength: number): string {
  return text.length > maxLength ? `${stringSlice(text, 0, maxLength)}…` : text;
}
