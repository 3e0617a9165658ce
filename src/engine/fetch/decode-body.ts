import { once } from 'node:events';
import { pipeline, type Readable, type Transform } from 'node:stream';
import { createBrotliDecompress, createGunzip, createInflate, createInflateRaw, createZstdDecompress } from 'node:zlib';

/** More than the allowed bytes, counted after decompression. */
export class BodyTooLargeError extends Error {}

const decoders: Record<string, (first: number) => Transform> = {
  gzip: () => createGunzip(),
  'x-gzip': () => createGunzip(),
  br: () => createBrotliDecompress(),
  zstd: () => createZstdDecompress(),
  // Servers send both what the name promises (zlib) and bare deflate; the low bits of the first byte tell.
  deflate: (first) => ((first & 0x0f) === 8 ? createInflate() : createInflateRaw()),
};
const maxEncodings = 5;

/** What has to be undone, last applied first. Empty where there is nothing to do, or something unknown among it. */
export function encodingsOf(contentEncoding: string): string[] {
  const names = contentEncoding
    .toLowerCase()
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '' && name !== 'identity');
  const known = names.every((name) => Object.hasOwn(decoders, name));
  return known && names.length <= maxEncodings ? names.toReversed() : [];
}

/**
 * The stream with these encodings undone as it is read. Each is looked at before its decoder is chosen, so this waits
 * for the first byte; an empty body stays one, though no encoding knows it. Destroying the result frees `body`.
 */
export async function decodeBody(body: Readable, encodings: string[]): Promise<Readable> {
  let decoded = body;
  for (const name of encodings) {
    const first = await peek(decoded);
    const createDecoder = decoders[name];
    if (first === null || createDecoder === undefined) return decoded;
    // What fails in between is seen by whoever reads the end of it.
    decoded = pipeline(decoded, createDecoder(first), () => undefined);
  }
  return decoded;
}

/** The first byte, which stays in the stream; null at its end. */
async function peek(stream: Readable): Promise<number | null> {
  if (stream.readableEnded) return null;
  if (stream.readableLength === 0) await Promise.race([once(stream, 'readable'), once(stream, 'end')]);
  const chunk = stream.read() as Uint8Array | null;
  if (chunk === null) return null;
  stream.unshift(chunk);
  return chunk[0] ?? null;
}
