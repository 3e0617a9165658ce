import { isArrayBuffer } from './buffer-source.ts';
import { type Clone, getterOf, hasSlot } from './clone-slots.ts';
import { domException } from './dom-exception.ts';
import {
  apply,
  arrayBufferByteLength,
  arrayBufferDetached,
  dataViewBuffer,
  dataViewByteLength,
  dataViewByteOffset,
  typedArrayBuffer,
  typedArrayByteLength,
  typedArrayByteOffset,
  typedArrayName,
} from './primordials.ts';

/** Structured cloning of ArrayBuffers and their views. */

const bufferResizable = getterOf(ArrayBuffer.prototype, 'resizable');
const bufferMax = getterOf(ArrayBuffer.prototype, 'maxByteLength');
const bufferSlice = ArrayBuffer.prototype.slice;
type ViewConstructor = new (...args: unknown[]) => object;
const viewConstructors = globalThis as unknown as Record<string, ViewConstructor>;

/** Throws a DataCloneError when it is detached. */
export function cloneBuffer(buffer: ArrayBuffer): ArrayBuffer {
  if (arrayBufferDetached(buffer)) throw domException('The ArrayBuffer is detached', 'DataCloneError');
  const copy = apply(bufferSlice, buffer, [0]) as ArrayBuffer;
  if (!apply(bufferResizable, buffer, [])) return copy;
  const resizable = new ArrayBuffer(arrayBufferByteLength(buffer), {
    maxByteLength: apply(bufferMax, buffer, []) as number,
  });
  new Uint8Array(resizable).set(new Uint8Array(copy));
  return resizable;
}

/** Throws a DataCloneError when the view reaches beyond its buffer, which has shrunk. */
export function cloneView(view: ArrayBufferView, clone: Clone): object {
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
