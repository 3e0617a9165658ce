import { append, apply, getOwnPropertyDescriptor, getPrototypeOf, ownKeys } from './primordials.ts';

/**
 * What objects of the platform's interfaces show in the log tree. Accessors are remembered as they were defined: what
 * a function puts in their place is never called.
 */

export type Attributes = readonly (readonly [name: string, value: unknown])[];
type Pairs = ArrayLike<readonly [string, unknown]>;

const accessors = new WeakMap<object, [name: string, get: () => unknown][]>();
const pairLists = new WeakMap<object, (self: never) => Pairs>();
const lookUp = WeakMap.prototype.get;
const maxPrototypes = 4;

/** Reading a body's stream changes the body; handlers say little, and nothing where there are none. */
const isShown = (name: string): boolean => name !== 'body' && !(name[0] === 'o' && name[1] === 'n');

/** Called for each interface as it is defined. */
export function rememberAttributes(prototype: object): void {
  const found: [string, () => unknown][] = [];
  for (const key of ownKeys(prototype)) {
    const get = getOwnPropertyDescriptor(prototype, key)?.get;
    if (typeof key === 'string' && get !== undefined && isShown(key)) found.push([key, get]);
  }
  accessors.set(prototype, found);
}

/** For an interface that is a list of names and values. */
export const rememberPairs = <Self extends object>(prototype: Self, pairsOf: (self: Self) => Pairs): void =>
  void pairLists.set(prototype, pairsOf);

/** The attributes of a platform object; none for anything else. */
export function readAttributes(value: object): Attributes {
  const found: [string, unknown][] = [];
  let prototype = getPrototypeOf(value) as object | null;
  for (let step = 0; prototype !== null && step < maxPrototypes; step++) {
    const list = apply(lookUp, accessors, [prototype]) as [string, () => unknown][] | undefined;
    for (let index = 0; list !== undefined && index < list.length; index++) {
      const accessor = list[index]!;
      try {
        append(found, [accessor[0], apply(accessor[1], value, [])]);
      } catch {
        // An object that only has the interface's prototype.
      }
    }
    prototype = getPrototypeOf(prototype) as object | null;
  }
  return found;
}

/** The names and values of Headers, URLSearchParams or FormData; undefined for anything else. */
export function listedPairs(value: object): Pairs | undefined {
  const pairsOf = apply(lookUp, pairLists, [getPrototypeOf(value)]) as ((self: object) => Pairs) | undefined;
  try {
    return pairsOf?.(value);
  } catch {
    return undefined;
  }
}
