/**
 * Intrinsics as they were before any function code ran. The platform calls these, never a method that
 * a function may have replaced on a prototype.
 */
export const { apply, construct, defineProperty, getOwnPropertyDescriptor, getPrototypeOf, ownKeys, setPrototypeOf } =
  Reflect;

const uncurry =
  <This, Args extends unknown[], Result>(method: (this: This, ...args: Args) => Result) =>
  (self: This, ...args: Args): Result =>
    apply(method, self, args) as Result;

const promiseThen = Promise.prototype.then;

/** `promise.then` that no replacement of `Promise.prototype.then` can observe. */
export function chain<Value>(
  promise: Promise<Value>,
  onFulfilled?: (value: Value) => unknown,
  onRejected?: (reason: unknown) => unknown,
): Promise<unknown> {
  return apply(promiseThen, promise, [onFulfilled, onRejected]) as Promise<unknown>;
}

/** `list.push(value)` that no accessor on a prototype can see. */
export const append = <Item>(list: Item[], value: Item): void =>
  void defineProperty(list, list.length, { value, writable: true, enumerable: true, configurable: true });

export const toLowerCase = uncurry(String.prototype.toLowerCase);
export const toUpperCase = uncurry(String.prototype.toUpperCase);
export const toWellFormed = uncurry(String.prototype.toWellFormed);
export const charCodeAt = uncurry(String.prototype.charCodeAt);
export const stringSlice = uncurry(String.prototype.slice) as (self: string, start?: number, end?: number) => string;
export const stringIndexOf = uncurry(String.prototype.indexOf) as (self: string, text: string, from?: number) => number;
export const regExpTest = (pattern: RegExp, text: string): boolean => regExpExec(pattern, text) !== null;
const regExpExecMethod = RegExp.prototype.exec;
export const regExpExec = (pattern: RegExp, text: string): RegExpExecArray | null =>
  apply(regExpExecMethod, pattern, [text]) as RegExpExecArray | null;

export const jsonStringify = JSON.stringify;
export const jsonParse = JSON.parse;

const typedArrayPrototype = getPrototypeOf(Uint8Array.prototype) as object;
const getter = <Result>(prototype: object, name: PropertyKey): ((self: object) => Result) => {
  const get = getOwnPropertyDescriptor(prototype, name)!.get!;
  return (self) => apply(get, self, []) as Result;
};

/** The real type of a typed array (`'Uint8Array'`, …), whatever its prototype says; undefined for anything else. */
export const typedArrayName = getter<string | undefined>(typedArrayPrototype, Symbol.toStringTag);
export const typedArrayBuffer = getter<ArrayBufferLike>(typedArrayPrototype, 'buffer');
export const typedArrayByteOffset = getter<number>(typedArrayPrototype, 'byteOffset');
export const typedArrayByteLength = getter<number>(typedArrayPrototype, 'byteLength');
export const dataViewBuffer = getter<ArrayBufferLike>(DataView.prototype, 'buffer');
export const dataViewByteOffset = getter<number>(DataView.prototype, 'byteOffset');
export const dataViewByteLength = getter<number>(DataView.prototype, 'byteLength');
export const arrayBufferByteLength = getter<number>(ArrayBuffer.prototype, 'byteLength');
export const arrayBufferDetached = getter<boolean>(ArrayBuffer.prototype, 'detached');
export const isView = ArrayBuffer.isView;
export const setBytes = uncurry(Uint8Array.prototype.set) as (self: Uint8Array, from: Uint8Array, at?: number) => void;
export const subarray = uncurry(Uint8Array.prototype.subarray) as (
  self: Uint8Array,
  start?: number,
  end?: number,
) => Uint8Array<ArrayBuffer>;
export const bytesSlice = uncurry(Uint8Array.prototype.slice) as (
  self: Uint8Array,
  start?: number,
  end?: number,
) => Uint8Array<ArrayBuffer>;
export const transferBuffer = uncurry(ArrayBuffer.prototype.transfer) as (self: ArrayBuffer) => ArrayBuffer;
