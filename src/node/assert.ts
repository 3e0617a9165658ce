import { isDeepEqual } from './parts/deep-equal.ts';
import { inspect } from './util.ts';

type Message = string | Error | undefined;
type Expected = RegExp | Error | object | ((error: unknown) => unknown) | undefined;

interface AssertionDetails {
  message?: string;
  actual?: unknown;
  expected?: unknown;
  operator?: string;
}

export class AssertionError extends Error {
  override readonly name = 'AssertionError';
  readonly code = 'ERR_ASSERTION';
  readonly generatedMessage: boolean;
  readonly actual: unknown;
  readonly expected: unknown;
  readonly operator: string | undefined;

  constructor({ message, actual, expected, operator }: AssertionDetails) {
    super(message ?? `${inspect(actual)} ${operator} ${inspect(expected)}`);
    this.generatedMessage = message === undefined;
    this.actual = actual;
    this.expected = expected;
    this.operator = operator;
  }
}

/** As in Node.js, these two count as given, not as made from the values. */
const givenTexts = /^(?:Missing expected |ifError )/;

function check(holds: boolean, message: Message, details: AssertionDetails, text: () => string): void {
  if (holds) return;
  if (message instanceof Error) throw message;
  const error = new AssertionError({ ...details, message: message ?? text() });
  const generatedMessage = message === undefined && !givenTexts.test(error.message);
  throw Object.defineProperty(error, 'generatedMessage', { value: generatedMessage });
}

/** An assertion about two values. */
function comparison(operator: string, said: string, holds: (actual: unknown, expected: unknown) => boolean) {
  return (actual: unknown, expected: unknown, message?: Message): void =>
    check(holds(actual, expected), message, { actual, expected, operator }, () =>
      [`${said}:`, '', inspect(actual), '', 'and', '', inspect(expected)].join('\n'),
    );
}

// oxlint-disable-next-line eqeqeq -- what the legacy assertions do
const isEqual = (a: unknown, b: unknown): boolean => a == b || (Number.isNaN(a) && Number.isNaN(b));
const isLoose = (a: unknown, b: unknown): boolean => isDeepEqual(a, b, true);
const isStrict = (a: unknown, b: unknown): boolean => isDeepEqual(a, b);
const not = (holds: (a: unknown, b: unknown) => boolean) => (a: unknown, b: unknown) => !holds(a, b);

export const equal = comparison('==', 'Expected values to be loosely equal', isEqual);
export const notEqual = comparison('!=', 'Expected values not to be loosely equal', not(isEqual));
export const strictEqual = comparison('strictEqual', 'Expected values to be strictly equal', Object.is);
export const notStrictEqual = comparison('notStrictEqual', 'Expected values not to be strictly equal', not(Object.is));
export const deepEqual = comparison('deepEqual', 'Expected values to be loosely deep-equal', isLoose);
export const notDeepEqual = comparison('notDeepEqual', 'Expected values not to be loosely deep-equal', not(isLoose));
export const deepStrictEqual = comparison('deepStrictEqual', 'Expected values to be strictly deep-equal', isStrict);
export const notDeepStrictEqual = comparison(
  'notDeepStrictEqual',
  'Expected values not to be strictly deep-equal',
  not(isStrict),
);

export function ok(value?: unknown, message?: Message): void {
  const details = { actual: value, expected: true, operator: '==' };
  check(Boolean(value), message, details, () => `The value is not truthy: ${inspect(value)}`);
}

export function fail(message: string | Error = 'Failed'): never {
  if (message instanceof Error) throw message;
  throw new AssertionError({ message, operator: 'fail' });
}

export function ifError(value: unknown): void {
  const details = { actual: value, expected: null, operator: 'ifError' };
  const text = (): string =>
    `ifError got unwanted exception: ${value instanceof Error ? value.message : inspect(value)}`;
  check(value === null || value === undefined, undefined, details, text);
}

export function match(text: string, expected: RegExp, message?: Message): void {
  const details = { actual: text, expected, operator: 'match' };
  check(expected.test(text), message, details, () => `The input did not match ${expected}: ${inspect(text)}`);
}

export function doesNotMatch(text: string, expected: RegExp, message?: Message): void {
  const details = { actual: text, expected, operator: 'doesNotMatch' };
  check(
    !expected.test(text),
    message,
    details,
    () => `The input was expected not to match ${expected}: ${inspect(text)}`,
  );
}

export function throws(run: () => unknown, expected?: Expected | string, message?: Message): void {
  let thrown: { error: unknown } | undefined;
  try {
    run();
  } catch (error) {
    thrown = { error };
  }
  judge(thrown, expected, message, 'throws');
}

export async function rejects(
  promised: Promise<unknown> | (() => Promise<unknown>),
  expected?: Expected | string,
  message?: Message,
): Promise<void> {
  let thrown: { error: unknown } | undefined;
  try {
    await (typeof promised === 'function' ? promised() : promised);
  } catch (error) {
    thrown = { error };
  }
  judge(thrown, expected, message, 'rejects');
}

export function doesNotThrow(run: () => unknown, message?: Message): void {
  try {
    run();
  } catch (error) {
    unwanted(error, message, 'doesNotThrow');
  }
}

export async function doesNotReject(
  promised: Promise<unknown> | (() => Promise<unknown>),
  message?: Message,
): Promise<void> {
  try {
    await (typeof promised === 'function' ? promised() : promised);
  } catch (error) {
    unwanted(error, message, 'doesNotReject');
  }
}

function unwanted(error: unknown, message: Message, operator: string): never {
  const what = operator === 'doesNotThrow' ? 'exception' : 'rejection';
  const text = `Got unwanted ${what}: ${error instanceof Error ? error.message : inspect(error)}`;
  throw new AssertionError({ message: typeof message === 'string' ? message : text, actual: error, operator });
}

function judge(
  thrown: { error: unknown } | undefined,
  expectedOrMessage: Expected | string,
  message: Message,
  operator: string,
): void {
  const named = typeof expectedOrMessage === 'string';
  const expected = named ? undefined : expectedOrMessage;
  const said = named ? expectedOrMessage : message;
  const missing = operator === 'throws' ? 'Missing expected exception.' : 'Missing expected rejection.';
  check(thrown !== undefined, said, { expected, operator }, () => missing);
  if (thrown === undefined || expected === undefined || isExpected(thrown.error, expected)) return;
  if (typeof expected === 'function' && expected.prototype !== undefined && said === undefined) throw thrown.error;
  const details = { actual: thrown.error, expected, operator };
  check(false, said, details, () => `The error is not the expected one:\n\n${inspect(thrown.error)}`);
}

function isExpected(error: unknown, expected: NonNullable<Expected>): boolean {
  if (expected instanceof RegExp) return expected.test(String(error));
  if (typeof expected === 'function') {
    if (expected.prototype !== undefined && error instanceof (expected as unknown as new () => object)) return true;
    if (Error.isPrototypeOf(expected)) return false;
    return expected(error) === true;
  }
  const keys = expected instanceof Error ? ['name', 'message', ...Object.keys(expected)] : Object.keys(expected);
  return keys.every((key) => {
    const [actual, wanted] = [Reflect.get(error as object, key), Reflect.get(expected, key)] as unknown[];
    return wanted instanceof RegExp && typeof actual === 'string' ? wanted.test(actual) : isDeepEqual(actual, wanted);
  });
}

const legacy = {
  AssertionError,
  deepEqual,
  deepStrictEqual,
  doesNotMatch,
  doesNotReject,
  doesNotThrow,
  equal,
  fail,
  ifError,
  match,
  notDeepEqual,
  notDeepStrictEqual,
  notEqual,
  notStrictEqual,
  ok,
  rejects,
  strictEqual,
  throws,
};
const strictOnly = {
  deepEqual: deepStrictEqual,
  equal: strictEqual,
  notDeepEqual: notDeepStrictEqual,
  notEqual: notStrictEqual,
};
const callable = (): typeof ok => (value, message) => ok(value, message);

export const strict = Object.assign(callable(), legacy, strictOnly);
Object.assign(strict, { strict });
export default Object.assign(callable(), legacy, { strict });
