import type { Readable } from 'node:stream';

import type { BodySource } from './body-source.ts';

/** A Node stream as a body; cancelling destroys it. */
export function readableBody(open: () => Readable | Promise<Readable>): BodySource {
  let opened: Promise<AsyncIterator<Uint8Array>> | null = null;
  let stream: Readable | null = null;
  let cancelled = false;
  const start = async (): Promise<AsyncIterator<Uint8Array>> => {
    stream = await open();
    if (cancelled) stream.destroy();
    return stream[Symbol.asyncIterator]() as AsyncIterator<Uint8Array>;
  };
  return {
    async read() {
      const { done, value } = await (await (opened ??= start())).next();
      return done === true ? null : value;
    },
    cancel() {
      cancelled = true;
      stream?.on('error', () => undefined).destroy();
    },
  };
}
