import { copyBytes, isBufferSource } from './buffer-source.ts';
import { createDecoder, utf8Encode } from './encoding.ts';
import { charCodeAt, stringSlice } from './primordials.ts';
import { type ReadableStream, TransformStream, type WritableStream } from './streams.ts';
import { shapeInterface, toDOMString } from './webidl.ts';

/** https://encoding.spec.whatwg.org/#interface-textdecoderstream */
export class TextDecoderStream {
  readonly #decoder: ReturnType<typeof createDecoder>;
  readonly #transform: TransformStream;

  constructor(label: unknown = 'utf-8', options: unknown = undefined) {
    const decoder = createDecoder(label, options);
    this.#decoder = decoder;
    this.#transform = new TransformStream<unknown, string>({
      transform(chunk, controller) {
        if (!isBufferSource(chunk, { shared: true })) {
          throw new TypeError('TextDecoderStream: a chunk is not an ArrayBuffer or a view');
        }
        const text = decoder.decode(copyBytes(chunk), { stream: true });
        if (text !== '') controller.enqueue(text);
      },
      flush(controller) {
        const text = decoder.decode();
        if (text !== '') controller.enqueue(text);
      },
    });
  }

  get encoding(): string {
    return this.#decoder.decoder.encoding;
  }
  get fatal(): boolean {
    return this.#decoder.decoder.fatal;
  }
  get ignoreBOM(): boolean {
    return this.#decoder.decoder.ignoreBOM;
  }
  get readable(): ReadableStream {
    return this.#transform.readable;
  }
  get writable(): WritableStream {
    return this.#transform.writable;
  }
}

/** https://encoding.spec.whatwg.org/#interface-textencoderstream */
export class TextEncoderStream {
  readonly #transform: TransformStream;

  constructor() {
    // A surrogate pair may be split over two chunks: the first half waits.
    let leading = '';
    this.#transform = new TransformStream<unknown, Uint8Array>({
      transform(chunk, controller) {
        let text = leading + toDOMString(chunk);
        leading = '';
        if (text === '') return;
        const last = charCodeAt(text, text.length - 1);
        if (last >= 0xd800 && last <= 0xdbff) {
          leading = stringSlice(text, text.length - 1);
          text = stringSlice(text, 0, text.length - 1);
        }
        if (text !== '') controller.enqueue(utf8Encode(text));
      },
      flush(controller) {
        if (leading !== '') controller.enqueue(utf8Encode(leading));
      },
    });
  }

  get encoding(): 'utf-8' {
    void this.#transform;
    return 'utf-8';
  }
  get readable(): ReadableStream {
    return this.#transform.readable;
  }
  get writable(): WritableStream {
    return this.#transform.writable;
  }
}
shapeInterface(TextDecoderStream, 'TextDecoderStream');
shapeInterface(TextEncoderStream, 'TextEncoderStream');
