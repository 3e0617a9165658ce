import { blobBytes, blobOfBytes, File, isBlob, isFile } from './blob.ts';
import { isArrayBuffer, isSharedArrayBuffer } from './buffer-source.ts';
import { domException, DOMException, isDOMException } from './dom-exception.ts';
import {
  apply,
  arrayBufferByteLength,
  arrayBufferDetached,
  dataViewBuffer,
  dataViewByteLength,
  dataViewByteOffset,
  defineProperty,
  getOwnPropertyDescriptor,
  isView,
  transferBuffer,
  typedArrayBuffer,
  typedArrayByteLength,
  typedArrayByteOffset,
  typedArrayName,
} from './primordials.ts';
import { isObject, isPlatformObject, requireArguments, toDictionary, toSequence } from './webidl.ts';

/** https://html.spec.whatwg.org/#structured-cloning: serialization and deserialization in one walk. */

type Memory = Map<object, unknown>;

/** A platform object that can be cloned or transferred; its module makes it known. */
export interface CloneRule {
  matches(value: object): boolean;
  clone?(value: object, clone: (value: unknown) => unknown): object;
  /** Moves what is inside to a new object and leaves the old one detached. Throws a DataCloneError when it cannot. */
  transfer?(value: object): object;
}
const rules: CloneRule[] = [];
export const addCloneRule = (rule: CloneRule): void => {
  rules[rules.length] = rule;
};

const findRule = (value: object): CloneRule | undefined => {
  for (let index = 0; index < rules.length; index++) if (rules[index]!.matches(value)) return rules[index];
  return undefined;
};

const notCloneable = (what: string) => domException(`${what} could not be cloned`, 'DataCloneError');

/** Whether calling an accessor or method of a built-in's prototype on the value succeeds: it has the slot. */
const hasSlot = (probe: unknown, value: object): boolean => {
  try {
    apply(probe as never, value, []);
    return true;
  } catch {
    return false;
  }
};
const getterOf = (prototype: object, key: PropertyKey) => getOwnPropertyDescriptor(prototype, key)!.get!;

const { get: mapGet, set: mapSet, has: mapHas, forEach: mapForEach } = Map.prototype;
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
const bufferResizable = getterOf(ArrayBuffer.prototype, 'resizable');
const bufferMax = getterOf(ArrayBuffer.prototype, 'maxByteLength');
const bufferSlice = ArrayBuffer.prototype.slice;
const { toString: objectToString } = Object.prototype;
const { isArray } = Array;
const { keys, is, hasOwn } = Object;
const isError = (value: object): boolean => {
  const test = (Error as unknown as { isError?: (value: unknown) => boolean }).isError;
  return test ? test(value) : apply(objectToString, value, []) === '[object Error]';
};
const errorConstructors: Record<string, ErrorConstructor | undefined> = {
  Error,
  EvalError,
  RangeError,
  ReferenceError,
  SyntaxError,
  TypeError,
  URIError,
};
type ViewConstructor = new (...args: unknown[]) => object;
const viewConstructors = globalThis as unknown as Record<string, ViewConstructor>;

/** Throws a DataCloneError for what cannot be cloned. A method, as an operation of Web IDL is no constructor. */
export const { structuredClone } = {
  structuredClone(value: unknown, options: unknown = undefined): unknown {
    requireArguments(arguments.length, 1, 'structuredClone');
    const { transfer } = toDictionary(options, 'structuredClone options');
    const list = transfer === undefined ? [] : toSequence(transfer, 'structuredClone transfer', toTransferable);
    return cloneWithTransfer(value, list).value;
  },
};

export function toTransferable(item: unknown): object {
  if (!isObject(item)) throw new TypeError('A transferred value must be an object');
  return item;
}

/** https://html.spec.whatwg.org/#structuredserializewithtransfer, and back. */
export function cloneWithTransfer(value: unknown, transfer: object[]): { value: unknown; transferred: object[] } {
  const memory: Memory = new Map();
  const moved = new Map<object, object>();
  for (let index = 0; index < transfer.length; index++) {
    const item = transfer[index]!;
    if (apply(mapHas, moved, [item])) throw domException('A value is transferred twice', 'DataCloneError');
    const isBuffer = isArrayBuffer(item);
    if (!isBuffer && findRule(item)?.transfer === undefined) throw notTransferable();
    apply(mapSet, moved, [item, undefined]);
  }
  const placeholders = new Map<object, object>();
  // What is transferred must not be cloned: each is replaced by what it will have become, filled in afterwards.
  const cloned = cloneValue(value, memory, { moved, placeholders });
  const transferred: object[] = [];
  for (let index = 0; index < transfer.length; index++) {
    const item = transfer[index]!;
    transferred[index] = apply(mapGet, placeholders, [item]) ?? move(item);
  }
  return { value: cloned, transferred };
}

const notTransferable = () => domException('A value in the transfer list cannot be transferred', 'DataCloneError');

function move(item: object): object {
  if (!isArrayBuffer(item)) return findRule(item)!.transfer!(item);
  if (arrayBufferDetached(item)) throw domException('The ArrayBuffer is detached', 'DataCloneError');
  try {
    return transferBuffer(item);
  } catch {
    throw notTransferable();
  }
}

interface Transfer {
  moved: Map<object, object>;
  placeholders: Map<object, object>;
}

function cloneValue(value: unknown, memory: Memory, transfer: Transfer): unknown {
  if (typeof value === 'symbol') throw notCloneable('A symbol');
  if (typeof value === 'function') throw notCloneable('A function');
  if (typeof value !== 'object' || value === null) return value;
  if (apply(mapHas, memory, [value])) return apply(mapGet, memory, [value]);
  if (apply(mapHas, transfer.moved, [value])) {
    const result = move(value);
    apply(mapSet, transfer.placeholders, [value, result]);
    apply(mapSet, memory, [value, result]);
    return result;
  }
  return cloneObject(value, memory, transfer);
}

function cloneObject(value: object, memory: Memory, transfer: Transfer): unknown {
  const remember = <Result>(result: Result): Result => {
    apply(mapSet, memory, [value, result]);
    return result;
  };
  const clone = (inner: unknown) => cloneValue(inner, memory, transfer);
  if (isArray(value)) return cloneProperties(value, remember(new Array((value as unknown[]).length)), clone);
  if (isView(value)) return remember(cloneView(value, clone));
  const rule = findRule(value);
  if (rule) {
    if (rule.clone === undefined) throw notCloneable('The value can only be transferred; it');
    return remember(rule.clone(value, clone));
  }
  const builtIn = cloneBuiltIn(value, remember, clone);
  if (builtIn !== undefined) return builtIn;
  return cloneProperties(value, remember({}), clone);
}

const plainPrototype = Object.prototype;

function cloneBuiltIn(
  value: object,
  remember: <Result>(result: Result) => Result,
  clone: (inner: unknown) => unknown,
): object | undefined {
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
const regExpExec = RegExp.prototype.exec;
const isRegExp = (value: object): boolean => {
  if (apply(objectToString, value, []) !== '[object RegExp]' && !(value instanceof RegExp)) return false;
  const lastIndex = getOwnPropertyDescriptor(value, 'lastIndex');
  return (
    lastIndex !== undefined &&
    !lastIndex.configurable &&
    typeof regExpExec === 'function' &&
    hasSlot(regExpSource, value)
  );
};

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
const promiseThen = Promise.prototype.then;
const weakRefDeref = typeof WeakRef === 'undefined' ? undefined : WeakRef.prototype.deref;
const generatorNext = (function* () {})().next;

/** Objects with internal slots that no clone can have. */
function isUncloneable(value: object): boolean {
  if (hasSlot(weakMapHas, value) || hasSlot(weakSetHas, value)) return true;
  if (weakRefDeref && hasSlot(weakRefDeref, value)) return true;
  if (value instanceof Promise) return typeof promiseThen === 'function';
  const tag = apply(objectToString, value, []);
  return tag === '[object Generator]' && typeof generatorNext === 'function';
}

function cloneProperties(from: object, to: object, clone: (inner: unknown) => unknown): object {
  const names = keys(from);
  for (let index = 0; index < names.length; index++) {
    const name = names[index]!;
    if (!hasOwn(from, name)) continue;
    const value = clone((from as Record<string, unknown>)[name]);
    defineProperty(to, name, { value, writable: true, enumerable: true, configurable: true });
  }
  return to;
}

function cloneMap(from: Map<unknown, unknown>, to: Map<unknown, unknown>, clone: (inner: unknown) => unknown): object {
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

function cloneSet(from: Set<unknown>, to: Set<unknown>, clone: (inner: unknown) => unknown): object {
  const items: unknown[] = [];
  const collect = (value: unknown) => {
    items[items.length] = value;
  };
  apply(setForEach, from, [collect]);
  for (let index = 0; index < items.length; index++) apply(setAdd, to, [clone(items[index])]);
  return to;
}

function cloneBuffer(buffer: ArrayBuffer): ArrayBuffer {
  if (arrayBufferDetached(buffer)) throw domException('The ArrayBuffer is detached', 'DataCloneError');
  const copy = apply(bufferSlice, buffer, [0]) as ArrayBuffer;
  if (!apply(bufferResizable, buffer, [])) return copy;
  const resizable = new ArrayBuffer(arrayBufferByteLength(buffer), {
    maxByteLength: apply(bufferMax, buffer, []) as number,
  });
  new Uint8Array(resizable).set(new Uint8Array(copy));
  return resizable;
}

/** Throws a RangeError or TypeError when the view reaches beyond its buffer, which has shrunk. */
function cloneView(view: ArrayBufferView, clone: (inner: unknown) => unknown): object {
  const name = typedArrayName(view) ?? 'DataView';
  const isData = name === 'DataView';
  const buffer = isData ? dataViewBuffer(view) : typedArrayBuffer(view);
  const View = viewConstructors[name]!;
  let offset: number;
  let byteLength: number;
  try {
    offset = isData ? dataViewByteOffset(view) : typedArrayByteOffset(view);
    byteLength = isData ? dataViewByteLength(view) : typedArrayByteLength(view);
    // An out-of-bounds typed array says 0 for both, and so may one that is merely empty.
    if (!isData && isOutOfBounds(view)) throw new RangeError();
  } catch {
    throw domException('The view is out of the bounds of its buffer', 'DataCloneError');
  }
  const tracksLength = isLengthTracking(buffer, offset, byteLength, View);
  const copy = clone(buffer);
  if (tracksLength) return new View(copy, offset);
  const unit = isData ? 1 : (View as unknown as { BYTES_PER_ELEMENT: number }).BYTES_PER_ELEMENT;
  return new View(copy, offset, byteLength / unit);
}

const typedArrayKeys = Uint8Array.prototype.keys;

/** Array methods refuse a typed array that is out of bounds. */
const isOutOfBounds = (view: ArrayBufferView): boolean => !hasSlot(typedArrayKeys, view);

/** Whether the view follows its resizable buffer's size: it cannot be asked, but it shows when the buffer grows. */
function isLengthTracking(buffer: ArrayBufferLike, offset: number, byteLength: number, View: ViewConstructor): boolean {
  if (!isArrayBuffer(buffer) || !apply(bufferResizable, buffer, [])) return false;
  const unit = (View as { BYTES_PER_ELEMENT?: number }).BYTES_PER_ELEMENT ?? 1;
  const rest = arrayBufferByteLength(buffer) - offset;
  return byteLength === rest - (rest % unit);
}

function cloneError(
  error: Error,
  remember: <Result>(result: Result) => Result,
  clone: (inner: unknown) => unknown,
): object {
  const name = error.name === undefined ? 'Error' : `${error.name}`;
  const message = getOwnPropertyDescriptor(error, 'message');
  const Constructor = (hasOwn(errorConstructors, name) ? errorConstructors[name] : undefined) ?? Error;
  const copy = new Constructor();
  remember(copy);
  delete (copy as { message?: unknown }).message;
  const define = (key: string, value: unknown) =>
    defineProperty(copy, key, { value, writable: true, enumerable: false, configurable: true });
  if (message !== undefined && 'value' in message) define('message', `${message.value as string}`);
  const { stack } = error;
  if (typeof stack === 'string') define('stack', stack);
  const cause = getOwnPropertyDescriptor(error, 'cause');
  if (cause !== undefined && 'value' in cause) define('cause', clone(cause.value));
  return copy;
}

addCloneRule({
  matches: isDOMException,
  clone: (value) => {
    const { message, name, stack } = value as DOMException & { stack: unknown };
    const copy = new DOMException(message, name);
    if (!is(stack, undefined)) {
      defineProperty(copy, 'stack', { value: stack, writable: true, enumerable: false, configurable: true });
    }
    return copy as object;
  },
});
addCloneRule({
  matches: isBlob,
  clone: (value) => {
    if (isFile(value)) {
      const { name, type, lastModified } = value;
      return new File([value], name, { type, lastModified });
    }
    const blob = value as never;
    return blobOfBytes(blobBytes(blob), (value as { type: string }).type);
  },
});
