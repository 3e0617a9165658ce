import { rememberAttributes } from './platform-attributes.ts';
import {
  apply,
  charCodeAt,
  defineProperty,
  getOwnPropertyDescriptor,
  getPrototypeOf,
  ownKeys,
  toWellFormed,
} from './primordials.ts';

/** Conversions and interface shapes of Web IDL (https://webidl.spec.whatwg.org/), as far as the platform uses them. */

type Constructor = abstract new (...args: never[]) => object;

export const isObject = (value: unknown): value is object =>
  (typeof value === 'object' && value !== null) || typeof value === 'function';

/** DOMString. Throws a TypeError for a symbol. */
export const toDOMString = (value: unknown): string => (typeof value === 'string' ? value : `${value as string}`);

/** USVString: lone surrogates become U+FFFD. */
export const toUSVString = (value: unknown): string => toWellFormed(toDOMString(value));

/** ByteString. Throws a TypeError for a character above U+00FF. */
export function toByteString(value: unknown): string {
  const text = toDOMString(value);
  for (let index = 0; index < text.length; index++) {
    if (charCodeAt(text, index) > 0xff) {
      throw new TypeError(`Cannot convert to a ByteString: the character at index ${index} is greater than 255`);
    }
  }
  return text;
}

/** A dictionary argument: undefined and null are empty. Throws a TypeError for a primitive. */
export function toDictionary(value: unknown, what: string): Record<string, unknown> {
  if (value === undefined || value === null) return emptyDictionary;
  if (!isObject(value)) throw new TypeError(`${what} must be an object`);
  return value as Record<string, unknown>;
}
const emptyDictionary: Record<string, unknown> = Object.freeze(Object.create(null) as Record<string, unknown>);

/** Throws a TypeError naming the value that is not one of the enumeration's. */
export function toEnum<Value extends string>(value: unknown, allowed: readonly Value[], what: string): Value {
  const text = toDOMString(value);
  for (let index = 0; index < allowed.length; index++) if (allowed[index] === text) return text as Value;
  throw new TypeError(`${what}: '${text}' is not a valid value`);
}

/** Throws a TypeError when fewer arguments were given than an operation needs. */
export function requireArguments(given: number, needed: number, what: string): void {
  if (given < needed) {
    throw new TypeError(`${what}: ${needed} argument${needed === 1 ? '' : 's'} required, but only ${given} present`);
  }
}

/** An integer type of `bits` bits, wrapping as Web IDL does without attributes. */
export function toInteger(value: unknown, bits: 8 | 16 | 32, signed: boolean): number {
  const number = Number(value);
  const whole = Number.isFinite(number) ? Math.trunc(number) : 0;
  if (bits === 32) return signed ? whole | 0 : whole >>> 0;
  const modulo = 2 ** bits;
  const wrapped = ((whole % modulo) + modulo) % modulo;
  return signed && wrapped >= modulo / 2 ? wrapped - modulo : wrapped;
}

/** `[EnforceRange] unsigned long long` and narrower. Throws a TypeError outside `0..max`. */
export function toEnforcedInteger(value: unknown, max: number, what: string): number {
  const number = Number(value);
  if (!Number.isFinite(number)) throw new TypeError(`${what} is not a finite number`);
  const whole = Math.trunc(number);
  if (whole < 0 || whole > max) throw new TypeError(`${what} is outside of the accepted range`);
  return whole + 0;
}

/** `[Clamp] long long`. */
export function toClampedLong(value: unknown): number {
  const number = Number(value);
  if (Number.isNaN(number)) return 0;
  const clamped = Math.min(Math.max(number, Number.MIN_SAFE_INTEGER), Number.MAX_SAFE_INTEGER);
  const floor = Math.floor(clamped);
  const rest = clamped - floor;
  if (rest < 0.5) return floor + 0;
  if (rest > 0.5) return floor + 1;
  return floor % 2 === 0 ? floor : floor + 1;
}

/** Steps through any iterable without the array iterator's replaceable `next`. */
export function toSequence<Item>(value: unknown, what: string, convert: (item: unknown) => Item): Item[] {
  if (!isObject(value)) throw new TypeError(`${what} is not a sequence`);
  const method = (value as Iterable<unknown>)[Symbol.iterator];
  if (typeof method !== 'function') throw new TypeError(`${what} is not iterable`);
  const iterator = apply(method, value, []) as Iterator<unknown>;
  if (!isObject(iterator)) throw new TypeError(`${what}: the iterator is not an object`);
  const { next } = iterator;
  const items: Item[] = [];
  for (;;) {
    const step = apply(next, iterator, []) as IteratorResult<unknown>;
    if (!isObject(step)) throw new TypeError(`${what}: the iterator's result is not an object`);
    if (step.done) return items;
    items[items.length] = convert(step.value);
  }
}

/** Gives a class the shape Web IDL asks of an interface: its name, enumerable members and `Symbol.toStringTag`. */
export function shapeInterface(constructor: Constructor, name: string): void {
  defineProperty(constructor, 'name', { value: name, configurable: true });
  enumerate(constructor.prototype as object, ['constructor']);
  enumerate(constructor, ['length', 'name', 'prototype']);
  defineProperty(constructor.prototype as object, Symbol.toStringTag, { value: name, configurable: true });
  markPlatformObjects(constructor);
}

const interfacePrototypes = new WeakSet<object>();
const hasPrototype = WeakSet.prototype.has;

/** Makes `isPlatformObject` and the log tree know the objects of an interface. */
export function markPlatformObjects(constructor: Constructor): void {
  interfacePrototypes.add(constructor.prototype as object);
  rememberAttributes(constructor.prototype as object);
}

export function isPlatformObject(value: object): boolean {
  let prototype = getPrototypeOf(value);
  while (prototype !== null) {
    if (apply(hasPrototype, interfacePrototypes, [prototype])) return true;
    prototype = getPrototypeOf(prototype);
  }
  return false;
}

function enumerate(object: object, except: readonly string[]): void {
  for (const key of ownKeys(object)) {
    if (typeof key === 'symbol' || except.includes(key)) continue;
    const descriptor = getOwnPropertyDescriptor(object, key)!;
    if (descriptor.configurable) defineProperty(object, key, { ...descriptor, enumerable: true });
  }
}

/** Constants of an interface stand on the constructor and its prototype. */
export function defineConstants(constructor: Constructor, constants: Record<string, number>): void {
  for (const [name, value] of Object.entries(constants)) {
    const descriptor = { value, enumerable: true, writable: false, configurable: false };
    defineProperty(constructor, name, descriptor);
    defineProperty(constructor.prototype as object, name, descriptor);
  }
}

/** Passed by the platform to constructors that functions may not call. */
export const internalKey: unique symbol = Symbol('internal');

export function illegalConstructor(key: unknown): asserts key is typeof internalKey {
  if (key !== internalKey) throw new TypeError('Illegal constructor');
}
