import {
  arrayBufferByteLength,
  dataViewBuffer,
  dataViewByteLength,
  dataViewByteOffset,
  getOwnPropertyDescriptor,
  apply,
  bytesSlice,
  isView,
  typedArrayBuffer,
  typedArrayByteLength,
  typedArrayByteOffset,
  typedArrayName,
} from './primordials.ts';

// As it was before any function code: what a function puts in its place would see bytes, and keys.
const { Uint8Array } = globalThis;

/** Web IDL's BufferSource, recognized by internal slots, never by prototype. */

export function isArrayBuffer(value: unknown): value is ArrayBuffer {
  if (typeof value !== 'object' || value === null) return false;
  try {
    arrayBufferByteLength(value);
    return true;
  } catch {
    return false;
  }
}

let sharedByteLength: (() => number) | undefined;

/** Looked up when first needed: SharedArrayBuffer does not exist while the snapshot is made. */
export function isSharedArrayBuffer(value: unknown): value is SharedArrayBuffer {
  if (typeof value !== 'object' || value === null || typeof SharedArrayBuffer === 'undefined') return false;
  sharedByteLength ??= getOwnPropertyDescriptor(SharedArrayBuffer.prototype, 'byteLength')?.get as () => number;
  try {
    apply(sharedByteLength, value, []);
    return true;
  } catch {
    return false;
  }
}

export const isBufferSource = (value: unknown, { shared = false } = {}): value is ArrayBuffer | ArrayBufferView => {
  if (isView(value)) return shared || !isSharedArrayBuffer(viewBuffer(value));
  return isArrayBuffer(value) || (shared && isSharedArrayBuffer(value));
};

const viewBuffer = (view: ArrayBufferView): ArrayBufferLike =>
  typedArrayName(view) === undefined ? dataViewBuffer(view) : typedArrayBuffer(view);

const resizable = getOwnPropertyDescriptor(ArrayBuffer.prototype, 'resizable')!.get!;

/** Whether the buffer may change its size: where `[AllowResizable]` is missing, such a source is refused. */
export const isResizable = (source: ArrayBuffer | ArrayBufferView): boolean =>
  apply(resizable, isView(source) ? viewBuffer(source) : source, []) as boolean;

/** The bytes a buffer source covers, not copied; none when its buffer is detached. */
export function toBytes(source: ArrayBuffer | ArrayBufferView): Uint8Array<ArrayBuffer> {
  if (!isView(source)) return new Uint8Array(isDetached(source) ? 0 : (source as never));
  if (typedArrayName(source) !== undefined) {
    const buffer = typedArrayBuffer(source) as ArrayBuffer;
    if (isDetached(buffer)) return new Uint8Array(0);
    return new Uint8Array(buffer, typedArrayByteOffset(source), typedArrayByteLength(source));
  }
  const buffer = dataViewBuffer(source) as ArrayBuffer;
  if (isDetached(buffer)) return new Uint8Array(0);
  return new Uint8Array(buffer, dataViewByteOffset(source), dataViewByteLength(source));
}

const detached = getOwnPropertyDescriptor(ArrayBuffer.prototype, 'detached')!.get!;
const isDetached = (buffer: ArrayBufferLike): boolean =>
  isArrayBuffer(buffer) && (apply(detached, buffer, []) as boolean);

/** A copy no one else holds. */
export const copyBytes = (source: ArrayBuffer | ArrayBufferView): Uint8Array<ArrayBuffer> =>
  bytesSlice(toBytes(source));

/** The exact buffer of bytes: the bytes' own when they cover it, a copy otherwise. */
export const exactBuffer = (bytes: Uint8Array): ArrayBuffer =>
  bytes.byteLength === bytes.buffer.byteLength && isArrayBuffer(bytes.buffer) ? bytes.buffer : bytesSlice(bytes).buffer;
