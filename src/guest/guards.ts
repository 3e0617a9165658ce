import { apply, defineProperty, getOwnPropertyDescriptor, ownKeys } from './web/primordials.ts';

/**
 * Some built-ins run for seconds to hours inside one uninterruptible native call when they are given huge input, and
 * no time limit of V8's reaches them there. Here such input is refused with a RangeError, and nothing else changes:
 * names, lengths, source text and property attributes stay those of the originals.
 */

type Method = (this: unknown, ...args: unknown[]) => unknown;

const maxArrayLength = 30_000_000;
const maxSlowTextLength = 4_194_304;
const maxJsonLength = 8_388_608;
const maxPatternLength = 65_536;
const maxBufferGrowth = 33_554_432;

/** Refuses array-likes whose `length` would keep a native loop busy for ever. */
const arrayMethods = [
  'indexOf',
  'lastIndexOf',
  'includes',
  'join',
  'fill',
  'copyWithin',
  'reverse',
  'sort',
  'toSorted',
  'toReversed',
  'toSpliced',
  'splice',
  'slice',
  'shift',
  'unshift',
  'with',
  'concat',
  'flat',
  'toString',
  'toLocaleString',
] as const;

const originals = new WeakMap<object, object>();
const { get: weakMapGet, set: weakMapSet } = WeakMap.prototype;

function refuse(what: string): never {
  throw new RangeError(`${what} is larger than a function may use`);
}

/** Puts `guard` in the place of `holder[name]`, with the looks of the original. */
function replace(holder: object, name: PropertyKey, makeGuard: (original: Method) => Method): void {
  const descriptor = getOwnPropertyDescriptor(holder, name);
  const original = descriptor?.value as Method | undefined;
  if (!descriptor || typeof original !== 'function') return;
  const guard = makeGuard(original);
  dressUp(guard, original);
  defineProperty(holder, name, { ...descriptor, value: guard });
}

function dressUp(guard: object, original: object): void {
  apply(weakMapSet, originals, [guard, original]);
  for (const key of ownKeys(original)) {
    const descriptor = getOwnPropertyDescriptor(original, key);
    if (descriptor) defineProperty(guard, key, descriptor);
  }
}

/** A method made with concise syntax is, like a native one, no constructor. */
function guardMethod(holder: object, name: PropertyKey, check: (self: unknown, first: unknown) => void): void {
  replace(
    holder,
    name,
    (original) =>
      ({
        guard(this: unknown, ...args: unknown[]) {
          check(this, args[0]);
          return apply(original, this, args);
        },
      }).guard,
  );
}

function checkLength(self: unknown): void {
  if (typeof self === 'object' && self !== null && (self as ArrayLike<unknown>).length > maxArrayLength) {
    refuse('The array');
  }
}

function checkText(limit: number, what: string): (value: unknown) => void {
  return (value) => {
    if (typeof value === 'string' && value.length > limit) refuse(what);
  };
}

/** A guarded constructor is a Proxy: `new`, subclassing and `instanceof` work as before. */
function guardConstructor(name: string, check: (args: unknown[]) => void): void {
  const Original = (globalThis as Record<string, unknown>)[name] as (new (...args: unknown[]) => object) | undefined;
  if (typeof Original !== 'function') return;
  const guarded = new Proxy(Original, {
    construct(target, args, newTarget) {
      check(args);
      return Reflect_construct(target, args, newTarget) as object;
    },
    apply(target, self, args) {
      check(args);
      return apply(target, self, args) as unknown;
    },
  });
  apply(weakMapSet, originals, [guarded, Original]);
  defineProperty(globalThis, name, { ...getOwnPropertyDescriptor(globalThis, name), value: guarded });
  defineProperty(Original.prototype as object, 'constructor', {
    ...getOwnPropertyDescriptor(Original.prototype as object, 'constructor'),
    value: guarded,
  });
}

const Reflect_construct = Reflect.construct;

function checkGrowth(args: unknown[]): void {
  const options = args[1] as { maxByteLength?: unknown } | undefined;
  if (typeof options !== 'object' || options === null) return;
  if (Number(options.maxByteLength) > maxBufferGrowth) refuse('maxByteLength');
}
/** Guards of everything that exists while the snapshot is made. */
export function installGuards(): void {
  for (let index = 0; index < arrayMethods.length; index++) {
    guardMethod(Array.prototype, arrayMethods[index]!, checkLength);
  }
  const checkSlowText = checkText(maxSlowTextLength, 'The string');
  guardMethod(String.prototype, 'normalize', checkSlowText);
  guardMethod(String.prototype, 'localeCompare', checkSlowText);
  guardMethod(String.prototype, 'replaceAll', checkSlowText);
  guardMethod(globalThis, 'decodeURI', (_, text) => checkSlowText(text));
  guardMethod(globalThis, 'decodeURIComponent', (_, text) => checkSlowText(text));
  const checkJson = checkText(maxJsonLength, 'The JSON text');
  guardMethod(JSON, 'parse', (_, text) => checkJson(text));
  const checkPattern = checkText(maxPatternLength, 'The pattern');
  guardConstructor('RegExp', ([source]) => checkPattern(source));
  guardMethod(RegExp.prototype, 'compile', (_, source) => checkPattern(source));
  guardConstructor('ArrayBuffer', checkGrowth);
  replace(Function.prototype, 'toString', (original) => showOriginals(original));
}

/** Guards of what an isolate has only after it was made from the snapshot. */
export function installLateGuards(): void {
  guardConstructor('SharedArrayBuffer', checkGrowth);
}

function showOriginals(original: Method): Method {
  return {
    toString(this: unknown) {
      const shown = typeof this === 'function' ? apply(weakMapGet, originals, [this]) : undefined;
      return apply(original, shown ?? this, []);
    },
  }.toString;
}
