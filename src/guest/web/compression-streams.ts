import { formats } from './codec.ts';
import { createCodecStream, type CodecStream } from './codec-stream.ts';
import type { ReadableStream, WritableStream } from './streams.ts';
import { requireArguments, shapeInterface, toEnum } from './webidl.ts';

/** https://compression.spec.whatwg.org/#compression-stream */
export class CompressionStream {
  readonly #streams: CodecStream;

  constructor(format: unknown) {
    requireArguments(arguments.length, 1, 'CompressionStream constructor');
    this.#streams = createCodecStream(toEnum(format, formats, 'The compression format'), false);
  }

  get readable(): ReadableStream {
    return this.#streams.readable;
  }
  get writable(): WritableStream {
    return this.#streams.writable;
  }
}

/** https://compression.spec.whatwg.org/#decompression-stream */
export class DecompressionStream {
  readonly #streams: CodecStream;

  constructor(format: unknown) {
    requireArguments(arguments.length, 1, 'DecompressionStream constructor');
    this.#streams = createCodecStream(toEnum(format, formats, 'The compression format'), true);
  }

  get readable(): ReadableStream {
    return this.#streams.readable;
  }
  get writable(): WritableStream {
    return this.#streams.writable;
  }
}
shapeInterface(CompressionStream, 'CompressionStream');
shapeInterface(DecompressionStream, 'DecompressionStream');
