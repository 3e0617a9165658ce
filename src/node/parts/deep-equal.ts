type Pairs = Map<object, Set<object>>;

/** Node's `isDeepStrictEqual`, or with `loose` its legacy comparison by `==` and without prototypes. */
export function isDeepEqual(a: unknown, b: unknown, loose = false, seen: Pairs = new Map()): boolean {
  if (Object.is(a, b)) return true;
  if (!isObject(a) || !isObject(b)) return loose && isLooselyEqual(a, b);
  if (!loose && Object.getPrototypeOf(a) !== Object.getPrototypeOf(b)) return false;
  if (tagOf(a) !== tagOf(b) || Array.isArray(a) !== Array.isArray(b)) return false;
  // Being compared already, further out: equal so far.
  if (seen.get(a)?.has(b)) return true;
  seen.set(a, (seen.get(a) ?? new Set()).add(b));
  const equal = (x: unknown, y: unknown): boolean => isDeepEqual(x, y, loose, seen);
  return hasSameContent(a, b, equal) && hasSameProperties(a, b, equal, loose);
}

const boxes: ReadonlySet<string> = new Set(['[object Number]', '[object String]', '[object Boolean]']);

type Equal = (x: unknown, y: unknown) => boolean;

function hasSameContent(a: object, b: object, equal: Equal): boolean {
  if (a instanceof Date) return Object.is(a.getTime(), (b as Date).getTime());
  if (a instanceof RegExp) return isSameRegExp(a, b as RegExp);
  if (a instanceof Error) {
    const other = b as Error;
    return a.name === other.name && a.message === other.message && equal(a.cause, other.cause);
  }
  if (boxes.has(tagOf(a))) return Object.is(a.valueOf(), b.valueOf());
  if (a instanceof Map) return hasSameEntries([...a], [...(b as Map<unknown, unknown>)], equal);
  if (a instanceof Set) return hasSameEntries([...a], [...(b as Set<unknown>)], equal);
  if (a instanceof ArrayBuffer) return equal(new Uint8Array(a), new Uint8Array(b as ArrayBuffer));
  if (a instanceof Promise || a instanceof WeakMap || a instanceof WeakSet) return false;
  return !Array.isArray(a) || a.length === (b as unknown[]).length;
}

const isSameRegExp = (a: RegExp, b: RegExp): boolean =>
  a.source === b.source && a.flags === b.flags && a.lastIndex === b.lastIndex;

/** In any order; each may be the partner of one other. */
function hasSameEntries(a: unknown[], b: unknown[], equal: Equal): boolean {
  if (a.length !== b.length) return false;
  const rest = [...b];
  return a.every((entry) => {
    const partner = rest.findIndex((other) => equal(entry, other));
    if (partner >= 0) rest.splice(partner, 1);
    return partner >= 0;
  });
}

function hasSameProperties(a: object, b: object, equal: Equal, loose: boolean): boolean {
  const [keys, others] = [keysOf(a, loose), new Set(keysOf(b, loose))];
  if (keys.length !== others.size) return false;
  return keys.every((key) => others.has(key) && equal(Reflect.get(a, key), Reflect.get(b, key)));
}

function keysOf(value: object, loose: boolean): (string | symbol)[] {
  if (loose) return Object.keys(value);
  return Reflect.ownKeys(value).filter((key) => Object.prototype.propertyIsEnumerable.call(value, key));
}

function isLooselyEqual(a: unknown, b: unknown): boolean {
  // oxlint-disable-next-line eqeqeq -- that is what the legacy comparison is
  return !isObject(a) && !isObject(b) && a == b;
}

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null;
const tagOf = (value: object): string => Object.prototype.toString.call(value);
