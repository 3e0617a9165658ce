import { isArrayBuffer, isSharedArrayBuffer } from './buffer-source.ts';
import { cloneBuffer } from './clone-buffers.ts';
import { cloneError, isError } from './clone-error.ts';
import { type Clone, getterOf, hasSlot, notCloneable, type Remember } from './clone-slots.ts';
import { apply } from './primordials.ts';
import { isPlatformObject } from './webidl.ts';

/** Structured cloning of what the language itself has. */

const { set: mapSet, forEach: mapForEach } = Map.prototype;
const { add: setAdd, forEach: setForEach } = Set.prototype;
const mapSize = getterOf(Map.prototype, 'size');
const setSize = getterOf(Set.prototype, 'size');
const dateTime = Date.prototype.getTime;
const regExpSource = getterOf(RegExp.prototype, 'source');
const regExpFlags = getterOf(RegExp.prototype, 'flags');
const booleanValue = Boolean.prototype.valueOf;
const numberValue = Number.prototype.valueOf;
const stringValue = String.prototype.valueOf;
const bigIntValue = BigInt.prototype.valueOf;
const symbolValue = Symbol.prototype.valueOf;
const { toString: objectToString } = Object.prototype;
const plainPrototype = Object.prototype;

/** The clone of a language built-in; undefined for an ordinary object. */
export function cloneBuiltIn(value: object, remember: Remember, clone: Clone): object | undefined {
  // Most objects are plain; the probes below cost an exception each.
  if (Object.getPrototypeOf(value) === plainPrototype && isPlainTag(value)) return undefined;
  if (isArrayBuffer(value)) return remember(cloneBuffer(value));
  if (isSharedArrayBuffer(value)) throw notCloneable('A SharedArrayBuffer');
  if (hasSlot(mapSize, value)) return cloneMap(value as Map<unknown, unknown>, remember(new Map()), clone);
  if (hasSlot(setSize, value)) return cloneSet(value as Set<unknown>, remember(new Set()), clone);
  if (hasSlot(dateTime, value)) return remember(new Date(apply(dateTime, value, []) as number));
  if (isRegExp(value)) {
    return remember(new RegExp(apply(regExpSource, value, []) as string, apply(regExpFlags, value, []) as string));
  }
  if (isError(value)) return cloneError(value as Error, remember, clone);
  const boxed = cloneBoxed(value);
  if (boxed) return remember(boxed);
  if (isPlatformObject(value)) throw notCloneable(`A ${apply(objectToString, value, []) as string}`);
  if (isUncloneable(value)) throw notCloneable(`#<${apply(objectToString, value, []) as string}>`);
  return undefined;
}

const isPlainTag = (value: object): boolean => apply(objectToString, value, []) === '[object Object]';
/** The accessor answers for the prototype, too, which is no regular expression. */
const isRegExp = (value: object): boolean => value !== regExpPrototype && hasSlot(regExpSource, value);
const regExpPrototype = RegExp.prototype;

function cloneBoxed(value: object): object | undefined {
  if (hasSlot(booleanValue, value)) return new Boolean(apply(booleanValue, value, []));
  if (hasSlot(numberValue, value)) return new Number(apply(numberValue, value, []));
  if (hasSlot(stringValue, value)) return new String(apply(stringValue, value, []));
  if (hasSlot(bigIntValue, value)) return Object(apply(bigIntValue, value, [])) as object;
  if (hasSlot(symbolValue, value)) throw notCloneable('A symbol');
  return undefined;
}

const weakMapHas = WeakMap.prototype.has;
const weakSetHas = WeakSet.prototype.has;
const weakRefDeref = typeof WeakRef === 'undefined' ? undefined : WeakRef.prototype.deref;

/** Objects with internal slots that no clone can have. */
function isUncloneable(value: object): boolean {
  if (hasSlot(weakMapHas, value) || hasSlot(weakSetHas, value)) return true;
  if (weakRefDeref && hasSlot(weakRefDeref, value)) return true;
  return value instanceof Promise || apply(objectToString, value, []) === '[object Generator]';
}

function cloneMap(from: Map<unknown, unknown>, to: Map<unknown, unknown>, clone: Clone): object {
  const pairs: unknown[] = [];
  const collect = (value: unknown, key: unknown) => {
    pairs[pairs.length] = key;
    pairs[pairs.length] = value;
  };
  apply(mapForEach, from, [collect]);
  for (let index = 0; index < pairs.length; index += 2) {
    const key = clone(pairs[index]);
    apply(mapSet, to, [key, clone(pairs[index + 1])]);
  }
  return to;
}

function cloneSet(from: Set<unknown>, to: Set<unknown>, clone: Clone): object {
  const items: unknown[] = [];
  const collect = (value: unknown) => {
    items[items.length] = value;
  };
  apply(setForEach, from, [collect]);
  for (let index = 0; index < items.length; index++) apply(setAdd, to, [clone(items[index])]);
  return to;
}
