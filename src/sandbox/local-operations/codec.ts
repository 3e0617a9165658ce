import zlib from 'node:zlib';

import { MalformedRequest } from './request.ts';

/** One compression or decompression under way. Its output waits here until it is read. */
export interface Codec {
  write(bytes: Uint8Array): void;
  end(): void;
  /**
   * What has come of the bytes written so far: all of it, or `more` is waiting. Rejects with a TypeError when the data
   * is damaged, cut short, or followed by more.
   */
  read(): Promise<CodecOutput>;
  dispose(): void;
}

export interface CodecOutput {
  bytes: Uint8Array;
  more: boolean;
  ended: boolean;
}

/** However little data may stand for however much, an isolate gets it in pieces of this size. */
const maxOutputBytes = 262_144;

type Stream = zlib.Gzip | zlib.Gunzip | zlib.BrotliCompress | zlib.BrotliDecompress;

const strict: zlib.ZlibOptions & zlib.BrotliOptions & { rejectGarbageAfterEnd: boolean } = {
  rejectGarbageAfterEnd: true,
};
/** Brotli's own default is for files that are compressed once and served for years. */
const quick: zlib.BrotliOptions = { params: { [zlib.constants.BROTLI_PARAM_QUALITY]: 5 } };
const makers: Readonly<Record<string, readonly [compress: () => Stream, decompress: () => Stream]>> = {
  deflate: [() => zlib.createDeflate(), () => zlib.createInflate(strict)],
  'deflate-raw': [() => zlib.createDeflateRaw(), () => zlib.createInflateRaw(strict)],
  gzip: [() => zlib.createGzip(), () => zlib.createGunzip(strict)],
  brotli: [() => zlib.createBrotliCompress(quick), () => zlib.createBrotliDecompress(strict)],
};

/** Throws `MalformedRequest` for an unknown format. */
export function createCodec(format: string, decompress: boolean): Codec {
  const make = makers[format]?.[decompress ? 1 : 0];
  if (!make) throw new MalformedRequest('unknown format');
  const stream = make();
  let writing = false;
  let failure: Error | null = null;
  let wake: (() => void) | null = null;
  const changed = (): void => {
    wake?.();
    wake = null;
  };
  stream
    .on('readable', changed)
    .on('end', changed)
    .on('close', changed)
    .on('error', (error) => {
      failure = error;
      changed();
    });

  return {
    write(bytes) {
      if (bytes.byteLength === 0) return;
      writing = true;
      stream.write(bytes, () => {
        writing = false;
        changed();
      });
    },
    end: () => void stream.end(),
    async read() {
      const pieces: Uint8Array[] = [];
      let length = 0;
      for (;;) {
        const piece = stream.read() as Buffer | null;
        if (piece !== null) {
          pieces.push(piece);
          length += piece.byteLength;
          if (length >= maxOutputBytes) break;
          continue;
        }
        // What came out before the data went wrong is still given.
        if (failure !== null && length === 0) throw damaged(failure, decompress);
        if (stream.destroyed || stream.readableEnded || (!writing && !stream.writableEnded)) break;
        await new Promise<void>((resolve) => (wake = resolve));
      }
      const more = failure !== null || (length >= maxOutputBytes && !stream.readableEnded);
      return { bytes: Buffer.concat(pieces), more, ended: stream.readableEnded };
    },
    dispose: () => void stream.destroy(),
  };
}

const damaged = ({ message }: Error, decompress: boolean): TypeError =>
  new TypeError(`The data cannot be ${decompress ? 'decompressed' : 'compressed'}: ${message}`);
