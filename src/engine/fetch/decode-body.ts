import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createBrotliDecompress, createGunzip, createInflate, createInflateRaw, createZstdDecompress } from 'node:zlib';
import type { Transform } from 'node:stream';

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

export interface DecodedBody {
  bytes: Uint8Array;
  /** Whether the bytes differ from those on the wire. */
  decoded: boolean;
}

/**
 * Reads a whole response body and undoes its `content-encoding`, several if need be. An unknown encoding is left as
 * it is. Rejects with BodyTooLargeError as soon as `maxBytes` is passed, however small the compressed body was.
 */
export async function readBody(body: Readable, contentEncoding: string, maxBytes: number): Promise<DecodedBody> {
  const names = contentEncoding
    .toLowerCase()
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '' && name !== 'identity');
  const known = names.every((name) => Object.hasOwn(decoders, name));
  if (names.length === 0 || !known || names.length > 5) return { bytes: await collect(body, maxBytes), decoded: false };
  let bytes = await collect(body, maxBytes);
  for (const name of names.toReversed()) {
    const decoder = decoders[name];
    if (decoder && bytes.length > 0) bytes = await decode(bytes, decoder(bytes[0] ?? 0), maxBytes);
  }
  return { bytes, decoded: true };
}

async function decode(bytes: Uint8Array, decoder: Transform, maxBytes: number): Promise<Uint8Array> {
  const decoded = collect(decoder, maxBytes);
  const [result] = await Promise.all([decoded, pipeline([bytes], decoder, { end: true }).catch(() => undefined)]);
  return result;
}

/** Stops reading, and frees the source, at the first byte too many. */
async function collect(source: Readable, maxBytes: number): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of source as AsyncIterable<Uint8Array>) {
    size += chunk.length;
    if (size > maxBytes)
      throw new BodyTooLargeError(`the response is larger than ${maxBytes.toLocaleString('en')} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
