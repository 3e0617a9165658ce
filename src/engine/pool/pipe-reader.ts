import type { Readable } from 'node:stream';

/** Reads no more from a stream than it was asked for. */
export interface PipeReader {
  /** `bytes` more. */
  read(bytes: number): void;
}

export function createPipeReader(stream: Readable, take: (bytes: Uint8Array) => void): PipeReader {
  let wanted = 0;
  stream.pause();
  stream.on('error', () => undefined);
  stream.on('data', (chunk: Buffer) => {
    const asked = chunk.byteLength <= wanted ? chunk : chunk.subarray(0, wanted);
    wanted -= asked.byteLength;
    if (wanted === 0) stream.pause();
    if (asked.byteLength < chunk.byteLength) stream.unshift(chunk.subarray(asked.byteLength));
    if (asked.byteLength > 0) take(asked);
  });
  return {
    read(bytes) {
      wanted += bytes;
      stream.resume();
    },
  };
}
