import {
  createStreamReader,
  isLocked,
  isReadableStream,
  isTransformStream,
  isWritableStream,
  ReadableStream,
  TransformStream,
  WritableStream,
} from './streams.ts';
import { domException } from './dom-exception.ts';
import { getOwnPropertyDescriptor } from './primordials.ts';
import { addCloneRule, structuredClone } from './structured-clone.ts';

/**
 * https://streams.spec.whatwg.org/#transferable-streams. Both ends are in one isolate, so a stream goes on directly,
 * each chunk cloned as a message would be; the stream that was transferred stays behind, locked.
 */

const getWriter = WritableStream.prototype.getWriter;
const isWriterLocked = getOwnPropertyDescriptor(WritableStream.prototype, 'locked')!.get!;
const readableOf = getOwnPropertyDescriptor(TransformStream.prototype, 'readable')!.get!;
const writableOf = getOwnPropertyDescriptor(TransformStream.prototype, 'writable')!.get!;

const lockedError = () => domException('A locked stream cannot be transferred', 'DataCloneError');

function moveReadable(stream: ReadableStream): ReadableStream {
  if (isLocked(stream)) throw lockedError();
  const reader = createStreamReader(stream);
  return new ReadableStream(
    {
      pull: (controller) =>
        new Promise<void>((resolve, reject) => {
          reader.read({
            chunk(chunk) {
              try {
                controller.enqueue(structuredClone(chunk));
                resolve();
              } catch (error) {
                reader.cancel(error);
                reject(error);
              }
            },
            close() {
              controller.close();
              resolve();
            },
            error: reject,
          });
        }),
      cancel: (reason) => reader.cancel(reason),
    },
    { highWaterMark: 0 },
  );
}

function moveWritable(stream: WritableStream): WritableStream {
  if (Reflect.apply(isWriterLocked, stream, [])) throw lockedError();
  const writer = Reflect.apply(getWriter, stream, []);
  return new WritableStream({
    write: async (chunk) => {
      const copy = clone(chunk, (error) => void writer.abort(error));
      await writer.ready;
      await writer.write(copy);
    },
    close: () => writer.close(),
    abort: (reason) => writer.abort(reason),
  });
}

function clone(chunk: unknown, onError: (error: unknown) => void): unknown {
  try {
    return structuredClone(chunk);
  } catch (error) {
    onError(error);
    throw error;
  }
}

function moveTransform(stream: TransformStream): object {
  const readable = Reflect.apply(readableOf, stream, []) as ReadableStream;
  const writable = Reflect.apply(writableOf, stream, []) as WritableStream;
  if (isLocked(readable) || Reflect.apply(isWriterLocked, writable, [])) throw lockedError();
  const moved = new TransformStream();
  const ends = { readable: moveReadable(readable), writable: moveWritable(writable) };
  return Object.assign(moved, { _readable: ends.readable, _writable: ends.writable });
}

addCloneRule({ matches: isReadableStream, transfer: (value) => moveReadable(value as ReadableStream) });
addCloneRule({ matches: isWritableStream, transfer: (value) => moveWritable(value as WritableStream) });
addCloneRule({ matches: isTransformStream, transfer: (value) => moveTransform(value as TransformStream) });
