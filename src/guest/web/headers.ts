import { definePairIterator } from './pair-iterator.ts';
import { getOwnPropertyDescriptor, ownKeys, regExpTest, toLowerCase } from './primordials.ts';
import { isObject, requireArguments, shapeInterface, toByteString, toSequence } from './webidl.ts';

/**
 * https://fetch.spec.whatwg.org/#headers-class. A server has no forbidden header names; the only guard left is
 * `immutable`.
 */

type Entry = [name: string, value: string];

interface HeadersState {
  /** Names in lower case, in the order they were added. */
  list: Entry[];
  immutable: boolean;
  /** The sorted and combined view that iteration shows; null when out of date. */
  sorted: Entry[] | null;
}

export interface HeadersIterable {
  [Symbol.iterator](): Iterator<[string, string]>;
}

let readState: (headers: Headers) => HeadersState;
let hasState: (value: object) => boolean;

export class Headers {
  readonly #state: HeadersState = { list: [], immutable: false, sorted: null };

  static {
    readState = (headers) => headers.#state;
    hasState = (value) => #state in value;
  }

  constructor(init: unknown = undefined) {
    if (init !== undefined) fillHeaders(this, init);
  }

  append(name: unknown, value: unknown): void {
    requireArguments(arguments.length, 2, 'Headers.append');
    appendHeader(this.#state, name, value);
  }
  delete(name: unknown): void {
    requireArguments(arguments.length, 1, 'Headers.delete');
    const key = toName(name);
    const state = this.#state;
    checkMutable(state);
    removeHeader(state, key, 0);
  }
  get(name: unknown): string | null {
    requireArguments(arguments.length, 1, 'Headers.get');
    return getHeader(this.#state, toName(name));
  }
  getSetCookie(): string[] {
    const cookies: string[] = [];
    const { list } = this.#state;
    for (let index = 0; index < list.length; index++) {
      if (list[index]![0] === 'set-cookie') cookies[cookies.length] = list[index]![1];
    }
    return cookies;
  }
  has(name: unknown): boolean {
    requireArguments(arguments.length, 1, 'Headers.has');
    return indexOfHeader(this.#state.list, toName(name)) >= 0;
  }
  set(name: unknown, value: unknown): void {
    requireArguments(arguments.length, 2, 'Headers.set');
    const state = this.#state;
    const key = toName(name);
    const text = toValue(value);
    checkMutable(state);
    setHeader(state, key, text);
  }
}

const namePattern = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/;
// eslint-disable-next-line no-control-regex
const badValuePattern = /[\0\r\n]/;
const outerSpacePattern = /^[\t\n\r ]+|[\t\n\r ]+$/;
const outerSpaces = /^[\t\n\r ]+|[\t\n\r ]+$/g;
const { replace } = String.prototype;

/** Without the white space around it: https://fetch.spec.whatwg.org/#concept-header-value-normalize */
export const normalizeHeaderValue = (value: string): string =>
  regExpTest(outerSpacePattern, value) ? (Reflect.apply(replace, value, [outerSpaces, '']) as string) : value;

function toName(name: unknown): string {
  const text = toByteString(name);
  if (!regExpTest(namePattern, text)) throw new TypeError(`'${text}' is not a valid header name`);
  return toLowerCase(text);
}

function toValue(value: unknown): string {
  const text = normalizeHeaderValue(toByteString(value));
  if (regExpTest(badValuePattern, text)) throw new TypeError(`'${text}' is not a valid header value`);
  return text;
}

function checkMutable(state: HeadersState): void {
  if (state.immutable) throw new TypeError('The headers are immutable');
}

function appendHeader(state: HeadersState, name: unknown, value: unknown): void {
  const key = toName(name);
  const text = toValue(value);
  checkMutable(state);
  pushHeader(state, key, text);
}

function pushHeader(state: HeadersState, key: string, value: string): void {
  state.list[state.list.length] = [key, value];
  state.sorted = null;
}

function indexOfHeader(list: Entry[], key: string): number {
  for (let index = 0; index < list.length; index++) if (list[index]![0] === key) return index;
  return -1;
}

function getHeader({ list }: HeadersState, key: string): string | null {
  let value: string | null = null;
  for (let index = 0; index < list.length; index++) {
    if (list[index]![0] === key) value = value === null ? list[index]![1] : `${value}, ${list[index]![1]}`;
  }
  return value;
}

/** Removes what is called `key` from index `from` on. */
function removeHeader(state: HeadersState, key: string, from: number): void {
  const { list } = state;
  let kept = from;
  for (let index = from; index < list.length; index++) {
    if (list[index]![0] !== key) list[kept++] = list[index]!;
  }
  list.length = kept;
  state.sorted = null;
}

function setHeader(state: HeadersState, key: string, value: string): void {
  const index = indexOfHeader(state.list, key);
  if (index < 0) {
    pushHeader(state, key, value);
    return;
  }
  state.list[index] = [key, value];
  removeHeader(state, key, index + 1);
}

/** https://fetch.spec.whatwg.org/#concept-header-list-sort-and-combine */
function sortAndCombine(state: HeadersState): Entry[] {
  if (state.sorted) return state.sorted;
  const sorted: Entry[] = [];
  for (let index = 0; index < state.list.length; index++) {
    const [key, value] = state.list[index]!;
    const at = key === 'set-cookie' ? -1 : indexOfHeader(sorted, key);
    if (at >= 0) sorted[at]![1] += `, ${value}`;
    else insertSorted(sorted, [key, value]);
  }
  state.sorted = sorted;
  return sorted;
}

function insertSorted(sorted: Entry[], entry: Entry): void {
  let index = sorted.length;
  while (index > 0 && sorted[index - 1]![0] > entry[0]) {
    sorted[index] = sorted[index - 1]!;
    index--;
  }
  sorted[index] = entry;
}

/** https://fetch.spec.whatwg.org/#concept-headers-fill */
export function fillHeaders(headers: Headers, init: unknown): void {
  if (!isObject(init)) throw new TypeError('Headers init must be a sequence or a record');
  const state = readState(headers);
  if (isHeaders(init) && !isIterableOverridden(init)) {
    const { list } = readState(init);
    for (let index = 0; index < list.length; index++) pushHeader(state, list[index]![0], list[index]![1]);
    return;
  }
  const iterator = (init as Iterable<unknown>)[Symbol.iterator];
  if (iterator !== undefined && iterator !== null) {
    const pairs = toSequence(init, 'Headers init', (pair) => toSequence(pair, 'Headers init: a pair', toByteString));
    for (let index = 0; index < pairs.length; index++) {
      const pair = pairs[index]!;
      if (pair.length !== 2) throw new TypeError('Headers init: a pair must have exactly two items');
      appendHeader(state, pair[0], pair[1]);
    }
    return;
  }
  const record: Entry[] = [];
  for (const key of ownKeys(init)) {
    const descriptor = getOwnPropertyDescriptor(init, key);
    if (descriptor === undefined || !descriptor.enumerable) continue;
    setRecord(record, toByteString(key), toByteString((init as Record<PropertyKey, unknown>)[key]));
  }
  for (let index = 0; index < record.length; index++) appendHeader(state, record[index]![0], record[index]![1]);
}

function setRecord(record: Entry[], key: string, value: string): void {
  const index = indexOfHeader(record, key);
  if (index >= 0) record[index]![1] = value;
  else record[record.length] = [key, value];
}

definePairIterator<Headers, string>(Headers, 'Headers', (headers) => sortAndCombine(readState(headers)));
shapeInterface(Headers, 'Headers');

const ownIterator = (Headers.prototype as unknown as HeadersIterable)[Symbol.iterator];
const isIterableOverridden = (headers: Headers): boolean =>
  (headers as unknown as HeadersIterable)[Symbol.iterator] !== ownIterator;

export const isHeaders = (value: unknown): value is Headers =>
  typeof value === 'object' && value !== null && hasState(value);

/** `name, value, name, value, …` as the door carries them. */
export function flattenHeaders(headers: Headers): string[] {
  const { list } = readState(headers);
  const flat: string[] = [];
  for (let index = 0; index < list.length; index++) {
    flat[flat.length] = list[index]![0];
    flat[flat.length] = list[index]![1];
  }
  return flat;
}

/** Headers the other side of the door has already checked. */
export function headersFromFlat(flat: ArrayLike<string>, { immutable = false } = {}): Headers {
  const headers = new Headers();
  const state = readState(headers);
  for (let index = 0; index + 1 < flat.length; index += 2) {
    pushHeader(state, toLowerCase(flat[index]!), flat[index + 1]!);
  }
  state.immutable = immutable;
  return headers;
}

export const headerValue = (headers: Headers, lowerName: string): string | null =>
  getHeader(readState(headers), lowerName);
export const setHeaderIfMissing = (headers: Headers, lowerName: string, value: string): void => {
  const state = readState(headers);
  if (indexOfHeader(state.list, lowerName) < 0) pushHeader(state, lowerName, value);
};
export const makeHeadersImmutable = (headers: Headers): void => {
  readState(headers).immutable = true;
};
