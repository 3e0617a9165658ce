import { normalizeEncoding, TextDecoder as Decoder, TextEncoder as Encoder } from '@exodus/bytes/encoding.js';
import { typedArrayName } from './primordials.ts';
import { isBufferSource, toBytes } from './buffer-source.ts';
import { isObject, requireArguments, shapeInterface, toDictionary, toDOMString, toUSVString } from './webidl.ts';

/** https://encoding.spec.whatwg.org/#api; the codecs are @exodus/bytes, the interfaces are ours. */

const encoder = new Encoder();
const encodeMethod = encoder.encode.bind(encoder);
const encodeIntoMethod = encoder.encodeInto.bind(encoder);
const decodeMethod = Decoder.prototype.decode;

/** UTF-8 encode. */
export const utf8Encode = (text: string): Uint8Array<ArrayBuffer> => encodeMethod(text) as Uint8Array<ArrayBuffer>;

const lossyDecoder = new Decoder('utf-8');
const lossyDecode = lossyDecoder.decode.bind(lossyDecoder);

/** UTF-8 decode, which drops a byte order mark. */
export const utf8Decode = (bytes: Uint8Array): string => lossyDecode(bytes);

const keepingDecoder = new Decoder('utf-8', { ignoreBOM: true });
const keepingDecode = keepingDecoder.decode.bind(keepingDecoder);

/** UTF-8 decode without BOM: https://encoding.spec.whatwg.org/#utf-8-decode-without-bom, which keeps the mark. */
export const utf8DecodeKeepingBom = (bytes: Uint8Array): string => keepingDecode(bytes);

export class TextEncoder {
  readonly #brand = true;

  get encoding(): 'utf-8' {
    void this.#brand;
    return 'utf-8';
  }
  encode(input: unknown = ''): Uint8Array {
    void this.#brand;
    return encodeMethod(toUSVString(input));
  }
  encodeInto(source: unknown, destination: Uint8Array): { read: number; written: number } {
    void this.#brand;
    requireArguments(arguments.length, 2, 'encodeInto');
    const text = toUSVString(source);
    if (!isObject(destination) || !isUint8Array(destination)) {
      throw new TypeError('encodeInto: the destination is not a Uint8Array');
    }
    return encodeIntoMethod(text, destination);
  }
}
shapeInterface(TextEncoder, 'TextEncoder');

function isUint8Array(value: object): boolean {
  try {
    return typedArrayName(value) === 'Uint8Array';
  } catch {
    return false;
  }
}

interface DecoderState {
  decoder: InstanceType<typeof Decoder>;
  decode: (input?: Uint8Array, options?: { stream?: boolean }) => string;
}

/** Throws a RangeError for a label that names no encoding a TextDecoder may use. */
export function createDecoder(label: unknown, options: unknown): DecoderState {
  const name = label === undefined ? 'utf-8' : toDOMString(label);
  const { fatal, ignoreBOM } = toDictionary(options, 'TextDecoder options');
  const encoding = normalizeEncoding(name);
  if (encoding === null || encoding === 'replacement') {
    throw new RangeError(`The encoding label provided ('${name}') is invalid`);
  }
  const decoder = new Decoder(encoding, { fatal: !!fatal, ignoreBOM: !!ignoreBOM });
  return { decoder, decode: decodeMethod.bind(decoder) as DecoderState['decode'] };
}

export class TextDecoder {
  readonly #state: DecoderState;

  constructor(label: unknown = 'utf-8', options: unknown = undefined) {
    this.#state = createDecoder(label, options);
  }

  get encoding(): string {
    return this.#state.decoder.encoding;
  }
  get fatal(): boolean {
    return this.#state.decoder.fatal;
  }
  get ignoreBOM(): boolean {
    return this.#state.decoder.ignoreBOM;
  }
  decode(input: unknown = undefined, options: unknown = undefined): string {
    const { decode } = this.#state;
    if (input !== undefined && !isBufferSource(input, { shared: true })) {
      throw new TypeError('TextDecoder.decode: the input is not an ArrayBuffer or a view');
    }
    const stream = !!toDictionary(options, 'TextDecoder.decode options').stream;
    return decode(input === undefined ? undefined : toBytes(input), { stream });
  }
}
shapeInterface(TextDecoder, 'TextDecoder');
