import {
  ByteLengthQueuingStrategy,
  CountQueuingStrategy,
  ReadableByteStreamController,
  ReadableStream,
  ReadableStreamBYOBReader,
  ReadableStreamBYOBRequest,
  ReadableStreamDefaultController,
  ReadableStreamDefaultReader,
  TransformStream,
  TransformStreamDefaultController,
  WritableStream,
  WritableStreamDefaultController,
  WritableStreamDefaultWriter,
} from 'web-streams-polyfill';

import { defineProperty, getPrototypeOf, setPrototypeOf } from './primordials.ts';
import { markPlatformObjects } from './webidl.ts';

/**
 * https://streams.spec.whatwg.org/, by web-streams-polyfill, and the abstract operations of it that other
 * specifications use. They go by the implementation's own slots, so that nothing a function patched is called and
 * no promise is made for each chunk.
 */
export {
  ByteLengthQueuingStrategy,
  CountQueuingStrategy,
  ReadableByteStreamController,
  ReadableStream,
  ReadableStreamBYOBReader,
  ReadableStreamBYOBRequest,
  ReadableStreamDefaultController,
  ReadableStreamDefaultReader,
  TransformStream,
  TransformStreamDefaultController,
  WritableStream,
  WritableStreamDefaultController,
  WritableStreamDefaultWriter,
};

for (const [name, constructor] of Object.entries({
  ByteLengthQueuingStrategy,
  CountQueuingStrategy,
  ReadableByteStreamController,
  ReadableStream,
  ReadableStreamBYOBReader,
  ReadableStreamBYOBRequest,
  ReadableStreamDefaultController,
  ReadableStreamDefaultReader,
  TransformStream,
  TransformStreamDefaultController,
  WritableStream,
  WritableStreamDefaultController,
  WritableStreamDefaultWriter,
})) {
  defineProperty(constructor, 'name', { value: name, configurable: true });
  markPlatformObjects(constructor as typeof ReadableStream);
}

// The library's iterators stand on a prototype of their own making instead of the language's.
const asyncIteratorPrototype = getPrototypeOf(getPrototypeOf(async function* () {}.prototype) as object);
setPrototypeOf(getPrototypeOf(new ReadableStream().values())!, asyncIteratorPrototype);

/** https://streams.spec.whatwg.org/#read-request */
export interface ReadSteps {
  chunk(chunk: unknown): void;
  close(): void;
  error(reason: unknown): void;
}

interface ReadRequest {
  _chunkSteps(chunk: unknown): void;
  _closeSteps(): void;
  _errorSteps(reason: unknown): void;
}

interface StreamSlots {
  _disturbed: boolean;
  _reader: object | undefined;
  _state: 'readable' | 'closed' | 'errored';
  _storedError: unknown;
  _readableStreamController: Record<symbol, (request: ReadRequest) => void>;
}

const slots = (stream: ReadableStream): StreamSlots => stream as unknown as StreamSlots;
const pullSteps = Object.getOwnPropertySymbols(ReadableStreamDefaultController.prototype).find(
  (symbol) => symbol.description === '[[PullSteps]]',
)!;
const { hasOwn } = Object;
const cancelWithReader = ReadableStreamDefaultReader.prototype.cancel;
const release = ReadableStreamDefaultReader.prototype.releaseLock;

export const isReadableStream = (value: unknown): value is ReadableStream =>
  typeof value === 'object' &&
  value !== null &&
  value instanceof ReadableStream &&
  hasOwn(value, '_readableStreamController');

export const isWritableStream = (value: object): value is WritableStream =>
  value instanceof WritableStream && hasOwn(value, '_writableStreamController');
export const isTransformStream = (value: object): value is TransformStream =>
  value instanceof TransformStream && hasOwn(value, '_transformStreamController');

export const isDisturbed = (stream: ReadableStream): boolean => slots(stream)._disturbed;
export const isLocked = (stream: ReadableStream): boolean => slots(stream)._reader !== undefined;
export const isByteStream = (stream: ReadableStream): boolean =>
  (slots(stream)._readableStreamController as object) instanceof ReadableByteStreamController;

/** Holds the lock of a stream and reads it chunk by chunk. */
export interface StreamReader {
  read(steps: ReadSteps): void;
  cancel(reason: unknown): void;
  release(): void;
}

/** Throws a TypeError when the stream is locked. */
export function createStreamReader(stream: ReadableStream): StreamReader {
  const reader = new ReadableStreamDefaultReader(stream);
  return {
    read(steps) {
      const state = slots(stream);
      state._disturbed = true;
      if (state._state === 'closed') steps.close();
      else if (state._state === 'errored') steps.error(state._storedError);
      else {
        state._readableStreamController[pullSteps]!({
          _chunkSteps: (chunk) => steps.chunk(chunk),
          _closeSteps: () => steps.close(),
          _errorSteps: (reason) => steps.error(reason),
        });
      }
    },
    cancel(reason) {
      const done = Reflect.apply(cancelWithReader, reader, [reason]);
      done.catch(() => undefined);
    },
    release() {
      Reflect.apply(release, reader, []);
    },
  };
}

/** A byte stream that gives `bytes` as one chunk. */
export function streamOfBytes(bytes: Uint8Array<ArrayBuffer>): ReadableStream<Uint8Array> {
  let rest: Uint8Array<ArrayBuffer> | null = bytes.byteLength === 0 ? null : bytes;
  return new ReadableStream({
    type: 'bytes',
    pull(controller) {
      if (rest !== null) controller.enqueue(copy(rest));
      rest = null;
      controller.close();
      controller.byobRequest?.respond(0);
    },
    cancel() {
      rest = null;
    },
  });
}

/** Enqueueing transfers the buffer; the bytes themselves may be shared with a Blob or a clone. */
const copy = (bytes: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> => new Uint8Array(bytes);

const pipeThrough = ReadableStream.prototype.pipeThrough;

/** https://streams.spec.whatwg.org/#readablestream-create-a-proxy: the stream is locked and goes on in the result. */
export const proxyStream = (stream: ReadableStream): ReadableStream => {
  const proxy = Reflect.apply(pipeThrough, stream, [new TransformStream()]) as ReadableStream;
  slots(stream)._disturbed = true;
  return proxy;
};
