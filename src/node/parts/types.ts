const tagOf = (value: unknown): string => Object.prototype.toString.call(value).slice(8, -1);
const isA = (tag: string) => (value: unknown) => typeof value === 'object' && value !== null && tagOf(value) === tag;
const typedArrayTag = Object.getOwnPropertyDescriptor(
  Object.getPrototypeOf(Uint8Array.prototype),
  Symbol.toStringTag,
)!.get!;
const typedArrayName = (value: unknown): unknown => Reflect.apply(typedArrayTag, value, []);

const isBoxed = (value: unknown): boolean =>
  typeof value === 'object' && ['Number', 'String', 'Boolean', 'BigInt', 'Symbol'].includes(tagOf(value));

/** `util.types`, as far as JavaScript can tell: proxies, and the forms of functions in lowered code, cannot be told. */
export const types = {
  isAnyArrayBuffer: (value: unknown) => isA('ArrayBuffer')(value) || isA('SharedArrayBuffer')(value),
  isArgumentsObject: isA('Arguments'),
  isArrayBuffer: isA('ArrayBuffer'),
  isArrayBufferView: (value: unknown) => ArrayBuffer.isView(value),
  isAsyncFunction: (value: unknown) => typeof value === 'function' && tagOf(value).startsWith('Async'),
  isBoxedPrimitive: isBoxed,
  isDataView: isA('DataView'),
  isDate: isA('Date'),
  isGeneratorFunction: (value: unknown) => typeof value === 'function' && tagOf(value).endsWith('GeneratorFunction'),
  isGeneratorObject: isA('Generator'),
  isMap: isA('Map'),
  isMapIterator: isA('Map Iterator'),
  isNativeError: (value: unknown) => isA('Error')(value),
  isPromise: isA('Promise'),
  isRegExp: isA('RegExp'),
  isSet: isA('Set'),
  isSetIterator: isA('Set Iterator'),
  isSharedArrayBuffer: isA('SharedArrayBuffer'),
  isTypedArray: (value: unknown) => typedArrayName(value) !== undefined,
  isUint8Array: (value: unknown) => typedArrayName(value) === 'Uint8Array',
  isWeakMap: isA('WeakMap'),
  isWeakSet: isA('WeakSet'),
};
