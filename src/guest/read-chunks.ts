import { badResponse } from './answer.ts';
import type { ChunkReader } from './platform.ts';
import { isUint8Array } from './web/body.ts';
import { createStreamReader, type ReadableStream } from './web/streams.ts';

/** Reads a response's stream piece by piece. A piece that is not bytes is the function's mistake. */
export function readChunks(stream: ReadableStream): ChunkReader {
  const reader = createStreamReader(stream);
  return {
    read: () =>
      new Promise((resolve, reject) => {
        reader.read({
          chunk(chunk) {
            if (isUint8Array(chunk)) resolve(chunk);
            else reject(badResponse("The response's stream gave a chunk that is not a Uint8Array."));
          },
          close: () => resolve(undefined),
          error: reject,
        });
      }),
    cancel: (reason) => reader.cancel(reason),
  };
}
