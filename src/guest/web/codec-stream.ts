import { isBufferSource, toBytes } from './buffer-source.ts';
import { runLocally, type LocalAnswer } from './local-operation.ts';
import type { PackableRecord } from './pack-request.ts';
import { subarray } from './primordials.ts';
import { ReadableStream, WritableStream } from './streams.ts';

export const formats = ['deflate', 'deflate-raw', 'gzip', 'brotli'] as const;

/** Both ends of a compression or decompression, which the sandbox does step by step. */
export interface CodecStream {
  readonly readable: ReadableStream;
  readonly writable: WritableStream;
}

/** A larger chunk goes in pieces. */
const maxStepBytes = 262_144;
let lastCodec = 0;

/**
 * A transform stream in all that can be seen of it, but for one thing: a chunk's output is not enqueued at once, it
 * comes piece by piece as the reader asks for it. However much a chunk unpacks to, it does not fill the heap.
 */
export function createCodecStream(format: (typeof formats)[number], decompress: boolean): CodecStream {
  const codec = ++lastCodec;
  let output: ReadableStreamDefaultController<Uint8Array>;
  let input: WritableStreamDefaultController;
  let begun = false;
  let over = false;
  let wanted = false;
  let resume: (() => void) | undefined;

  const wake = (): void => {
    const waiting = resume;
    resume = undefined;
    waiting?.();
  };
  const stop = (): void => {
    if (!over && begun) runLocally({ name: 'zlib', codec, step: 'close' }, { done() {}, failed() {} });
    over = true;
    wake();
  };
  const fail = (error: unknown): void => {
    stop();
    output.error(error);
  };

  /** Calls back when the reader wants a piece, or does no more. */
  const whenWanted = (run: () => void): void => {
    if (wanted || over) run();
    else resume = run;
  };

  const step = (request: PackableRecord, done: () => void, failed: (error: unknown) => void): void => {
    begun = true;
    const next = (): void => step({ name: 'zlib', codec, step: 'more' }, done, failed);
    runLocally(request, {
      done(answer) {
        if (over) return done();
        give(answer);
        if (answer.get('more') === true) whenWanted(() => (over ? done() : next()));
        else done();
      },
      failed(error) {
        if (over) return done();
        over = true;
        output.error(error);
        failed(error);
      },
    });
  };

  const give = (answer: LocalAnswer): void => {
    const bytes = answer.bytes(answer.get('bytes'));
    if (bytes.byteLength === 0) return;
    wanted = false;
    output.enqueue(bytes);
  };

  const writeFrom = (bytes: Uint8Array, at: number, done: () => void, failed: (error: unknown) => void): void => {
    const piece = subarray(bytes, at, at + maxStepBytes);
    const next = at + maxStepBytes;
    const go = (): void => {
      if (over || next >= bytes.byteLength) done();
      else whenWanted(() => writeFrom(bytes, next, done, failed));
    };
    step({ name: 'zlib', codec, format, decompress, step: 'write', bytes: piece }, go, failed);
  };

  const readable = new ReadableStream<Uint8Array>(
    {
      start(controller) {
        output = controller;
      },
      pull() {
        wanted = true;
        wake();
      },
      cancel(reason) {
        stop();
        input.error(reason);
      },
    },
    { highWaterMark: 0 },
  );
  const writable = new WritableStream<unknown>({
    start(controller) {
      input = controller;
    },
    write: (chunk) =>
      new Promise<void>((resolve, reject) => {
        whenWanted(() => {
          if (over) return resolve();
          if (!isBufferSource(chunk)) {
            const error = new TypeError('A chunk is not an ArrayBuffer or a view of one');
            fail(error);
            return reject(error);
          }
          writeFrom(new Uint8Array(toBytes(chunk)), 0, resolve, reject);
        });
      }),
    close: () =>
      new Promise<void>((resolve, reject) => {
        const done = (): void => {
          if (!over) output.close();
          over = true;
          resolve();
        };
        step({ name: 'zlib', codec, format, decompress, step: 'end' }, done, reject);
      }),
    abort: fail,
  });
  return { readable, writable };
}
