import { Buffer } from './buffer.ts';

const normalized: Record<string, string> = {
  'utf-8': 'utf8',
  binary: 'latin1',
  ucs2: 'utf16le',
  'ucs-2': 'utf16le',
  'utf-16le': 'utf16le',
};
/** How many bytes stand for whole characters together. */
const groupSizes: Record<string, number> = { base64: 3, base64url: 3, utf16le: 2 };

/** Decodes bytes that come in pieces: a character cut in two appears with the piece that completes it. */
export class StringDecoder {
  readonly encoding: string;
  #decoder: TextDecoder | undefined;
  #rest: Buffer = Buffer.alloc(0);

  constructor(encoding = 'utf8') {
    const name = encoding.toLowerCase();
    if (!Buffer.isEncoding(name)) {
      throw Object.assign(new TypeError(`Unknown encoding: ${encoding}`), { code: 'ERR_UNKNOWN_ENCODING' });
    }
    this.encoding = normalized[name] ?? name;
  }

  write(input: string | ArrayBufferView): string {
    if (typeof input === 'string') return input;
    const bytes = Buffer.from(input.buffer as ArrayBuffer, input.byteOffset, input.byteLength);
    if (this.encoding === 'utf8') return this.#utf8().decode(bytes, { stream: true });
    const all = Buffer.concat([this.#rest, bytes]);
    const whole = this.#wholeLength(all);
    this.#rest = all.subarray(whole) as Buffer;
    return (all.subarray(0, whole) as Buffer).toString(this.encoding);
  }

  end(input?: string | ArrayBufferView): string {
    const text = input === undefined ? '' : this.write(input);
    const rest = this.encoding === 'utf8' ? this.#utf8().decode() : this.#rest.toString(this.encoding);
    this.#decoder = undefined;
    this.#rest = Buffer.alloc(0);
    return text + rest;
  }

  #utf8(): TextDecoder {
    return (this.#decoder ??= new TextDecoder('utf-8', { ignoreBOM: true }));
  }

  #wholeLength(bytes: Buffer): number {
    const size = groupSizes[this.encoding] ?? 1;
    const whole = bytes.length - (bytes.length % size);
    // A high surrogate waits for its other half.
    const cut = this.encoding === 'utf16le' && whole >= 2 && (bytes[whole - 1]! & 0xfc) === 0xd8;
    return cut ? whole - 2 : whole;
  }
}

export default { StringDecoder };
