import { rememberPairs } from './platform-attributes.ts';
import { apply, defineProperty, getPrototypeOf } from './primordials.ts';
import { requireArguments } from './webidl.ts';

/** https://webidl.spec.whatwg.org/#js-iterable: the pair iterators of Headers and FormData. */

type Kind = 'key' | 'value' | 'key+value';
type Pairs<Value> = ArrayLike<readonly [string, Value]>;

const iteratorPrototype = getPrototypeOf(getPrototypeOf([][Symbol.iterator]()) as object) as object;

/**
 * Adds `entries`, `keys`, `values`, `forEach` and `@@iterator` to a class. `pairsOf` is asked anew at every step, as
 * changes while iterating are seen, and throws a TypeError for an object that is not of the class.
 */
export function definePairIterator<Self extends object, Value>(
  constructor: abstract new (...args: never[]) => Self,
  name: string,
  pairsOf: (self: Self) => Pairs<Value>,
): void {
  const prototype = constructor.prototype as Self;
  rememberPairs(prototype, pairsOf);

  class PairIterator {
    readonly #target: Self;
    readonly #kind: Kind;
    #index = 0;

    constructor(target: Self, kind: Kind) {
      this.#target = target;
      this.#kind = kind;
    }

    next(): IteratorResult<unknown> {
      const pairs = pairsOf(this.#target);
      if (this.#index >= pairs.length) return { value: undefined, done: true };
      const pair = pairs[this.#index++]!;
      if (this.#kind === 'key') return { value: pair[0], done: false };
      if (this.#kind === 'value') return { value: pair[1], done: false };
      return { value: [pair[0], pair[1]], done: false };
    }
  }
  const { next } = PairIterator.prototype;
  delete (PairIterator.prototype as { constructor?: unknown }).constructor;
  Object.setPrototypeOf(PairIterator.prototype, iteratorPrototype);
  defineProperty(PairIterator.prototype, 'next', { value: next, writable: true, enumerable: true, configurable: true });
  defineProperty(PairIterator.prototype, Symbol.toStringTag, { value: `${name} Iterator`, configurable: true });

  const methods = {
    entries(this: Self) {
      pairsOf(this);
      return new PairIterator(this, 'key+value');
    },
    keys(this: Self) {
      pairsOf(this);
      return new PairIterator(this, 'key');
    },
    values(this: Self) {
      pairsOf(this);
      return new PairIterator(this, 'value');
    },
    forEach(this: Self, callback: unknown, thisArgument: unknown = undefined) {
      pairsOf(this);
      requireArguments(arguments.length, 1, `${name}.forEach`);
      if (typeof callback !== 'function') throw new TypeError(`${name}.forEach: the argument is not a function`);
      for (let index = 0; index < pairsOf(this).length; index++) {
        const pair = pairsOf(this)[index]!;
        apply(callback, thisArgument, [pair[1], pair[0], this]);
      }
    },
  };
  for (const [key, value] of Object.entries(methods)) {
    defineProperty(prototype, key, { value, writable: true, enumerable: true, configurable: true });
  }
  defineProperty(prototype, Symbol.iterator, {
    value: methods.entries,
    writable: true,
    enumerable: false,
    configurable: true,
  });
}
