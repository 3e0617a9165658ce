import type { Json } from '../contract/assertion.ts';

export type JsonType = 'null' | 'boolean' | 'number' | 'string' | 'array' | 'object';

export function jsonTypeOf(value: Json): JsonType {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  return typeof value as JsonType;
}

/** As a person reads it: indented, so that two texts can be compared line by line. */
export function jsonText(value: Json): string {
  return JSON.stringify(value, null, 2);
}

/** The value a text stands for; undefined when it is not JSON. */
export function parseJsonText(text: string): Json | undefined {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return undefined;
  }
}

/** Whether two values are the same; the order of members does not count. */
export function isJsonEqual(a: Json, b: Json): boolean {
  if (isObject(a) && isObject(b) && Object.keys(a).length !== Object.keys(b).length) return false;
  if (Array.isArray(a) && Array.isArray(b) && a.length !== b.length) return false;
  return compare(a, b, isJsonEqual);
}

/** Whether `value` has at least what `part` has: members of objects, and elements of arrays at their places. */
export function isJsonSubset(part: Json, value: Json): boolean {
  return compare(part, value, isJsonSubset);
}

/** What `value` has of the places that `part` names, so that the two can be laid side by side. */
export function alikePart(part: Json, value: Json): Json {
  if (Array.isArray(part) && Array.isArray(value)) {
    return value.slice(0, Math.max(part.length, 1)).map((element, index) => alikePart(part[index] ?? null, element));
  }
  if (!isObject(part) || !isObject(value)) return value;
  const shared = Object.keys(part).filter((key) => Object.hasOwn(value, key));
  return Object.fromEntries(shared.map((key) => [key, alikePart(part[key] ?? null, value[key] ?? null)]));
}

/** Every place of `a` has its like in `b`. */
function compare(a: Json, b: Json, same: (a: Json, b: Json) => boolean): boolean {
  if (Array.isArray(a)) {
    return Array.isArray(b) && a.every((element, index) => index < b.length && same(element, b[index] ?? null));
  }
  if (isObject(a)) {
    return isObject(b) && Object.keys(a).every((key) => Object.hasOwn(b, key) && same(a[key] ?? null, b[key] ?? null));
  }
  return a === b;
}

function isObject(value: Json): value is { [key: string]: Json } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
