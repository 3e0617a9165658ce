import { isBufferSource, toBytes } from './buffer-source.ts';
import { createCodec, type Format, type StepEvents } from './codec.ts';
import { ReadableStream, WritableStream } from './streams.ts';

/** Both ends of a compression or decompression. */
export interface CodecStream {
  readonly readable: ReadableStream;
  readonly writable: WritableStream;
}

/**
 * A transform stream in all that can be seen of it, but for one thing: a chunk's output is not enqueued at once, it
 * comes piece by piece as the reader asks for it. However much a chunk unpacks to, it does not fill the heap.
 */
export function createCodecStream(format: Format, decompress: boolean): CodecStream {
  const codec = createCodec(format, decompress);
  let output!: ReadableStreamDefaultController<Uint8Array>;
  let input!: WritableStreamDefaultController;
  /** The reader has asked for more than it got. */
  let wanted = false;
  /** What goes on when the reader asks. */
  let next: (() => void) | null = null;
  /** Settles the promise of the write or close under way. */
  let release: (() => void) | null = null;
  let over = false;

  function stop(): void {
    over = true;
    codec.close();
    release?.();
  }

  function fail(error: unknown): void {
    stop();
    output.error(error);
  }

  function whenWanted(go: () => void): void {
    if (wanted) go();
    else next = go;
  }

  /** Runs what a promise of the writable end's stands for, until it is done, has failed, or the reader has left. */
  function work(begin: (events: StepEvents) => void): Promise<void> {
    return new Promise((resolve, reject) => {
      if (over) return resolve();
      release = resolve;
      begin({
        piece(bytes) {
          wanted = false;
          output.enqueue(bytes);
        },
        whenRoom: whenWanted,
        done: resolve,
        failed(error) {
          reject(error);
          fail(error);
        },
      });
    });
  }

  function write(chunk: unknown, events: StepEvents): void {
    if (isBufferSource(chunk)) codec.write(new Uint8Array(toBytes(chunk)), events);
    else events.failed(new TypeError('A chunk is not an ArrayBuffer or a view of one'));
  }

  function close(): void {
    stop();
    output.close();
  }

  const readable = new ReadableStream<Uint8Array>(
    {
      start: (controller) => void (output = controller),
      pull() {
        wanted = true;
        const go = next;
        next = null;
        if (!over) go?.();
      },
      cancel(reason) {
        stop();
        input.error(reason);
      },
    },
    { highWaterMark: 0 },
  );
  const writable = new WritableStream<unknown>({
    start: (controller) => void (input = controller),
    write: (chunk) => work((events) => whenWanted(() => write(chunk, events))),
    close: () => work((events) => codec.end({ ...events, done: close })),
    abort: fail,
  });
  return { readable, writable };
}
