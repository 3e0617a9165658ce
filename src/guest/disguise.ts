import { apply, construct, defineProperty, getOwnPropertyDescriptor, ownKeys } from './web/primordials.ts';

/** Puts functions of ours in the place of built-ins: names, lengths, attributes and source text stay the same. */

export type Method = (this: unknown, ...args: unknown[]) => unknown;
type Constructor = new (...args: unknown[]) => object;

const originals = new WeakMap<object, object>();
const { get: weakMapGet, set: weakMapSet } = WeakMap.prototype;

/** Replaces `holder[name]`, if it is there. What `make` gives should be a concise method: no constructor either. */
export function replaceMethod(holder: object, name: string, make: (original: Method) => Method): void {
  const descriptor = getOwnPropertyDescriptor(holder, name);
  const original = descriptor?.value as Method | undefined;
  if (!descriptor || typeof original !== 'function') return;
  const replacement = make(original);
  for (const key of ownKeys(original)) {
    const property = getOwnPropertyDescriptor(original, key);
    if (property) defineProperty(replacement, key, property);
  }
  apply(weakMapSet, originals, [replacement, original]);
  defineProperty(holder, name, { ...descriptor, value: replacement });
}

/** Calls `check` before the method, which may refuse by throwing. */
export function guardMethod(holder: object, name: string, check: (self: unknown, first: unknown) => void): void {
  replaceMethod(holder, name, (original) => {
    const { guarded } = {
      guarded(this: unknown, ...args: unknown[]) {
        check(this, args[0]);
        return apply(original, this, args) as unknown;
      },
    };
    return guarded;
  });
}

/** Calls `check` before a global constructor. A Proxy: `new`, subclassing and `instanceof` work as before. */
export function guardConstructor(name: string, check: (args: unknown[]) => void): void {
  const descriptor = getOwnPropertyDescriptor(globalThis, name);
  if (!descriptor) return;
  const original = descriptor.value as Constructor;
  const guarded = new Proxy(original, {
    construct(target, args, newTarget) {
      check(args);
      return construct(target, args, newTarget) as object;
    },
  });
  replaceConstructor(name, descriptor, original, guarded);
}

function replaceConstructor(
  name: string,
  descriptor: PropertyDescriptor,
  original: Constructor,
  guarded: object,
): void {
  apply(weakMapSet, originals, [guarded, original]);
  defineProperty(globalThis, name, { ...descriptor, value: guarded });
  const prototype = original.prototype as object;
  const link = getOwnPropertyDescriptor(prototype, 'constructor');
  // Otherwise an instance leads to the original.
  defineProperty(prototype, 'constructor', { ...link, value: guarded });
}

/** Lets `Function.prototype.toString` show the original for each replacement. */
export function hideReplacements(): void {
  replaceMethod(Function.prototype, 'toString', (original) => {
    const { toString } = {
      toString(this: unknown): string {
        const shown = typeof this === 'function' ? apply(weakMapGet, originals, [this]) : undefined;
        return apply(original, shown ?? this, []) as string;
      },
    };
    return toString;
  });
}
