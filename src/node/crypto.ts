import { Buffer } from './buffer.ts';

/** What the runtime offers the modules here beyond the web platform; see `guest/node-support.ts`. */
interface NodeSupport {
  /** The digest of the data, or its HMAC where there is a key; undefined for an algorithm that is not known. */
  hash(algorithm: string, key: Uint8Array | undefined, data: Uint8Array): ArrayBuffer | undefined;
}
const { hash: hashInHost } = (globalThis as unknown as Record<symbol, NodeSupport>)[Symbol.for('nexo.node')]!;

type Input = string | ArrayBuffer | ArrayBufferView;
type Encoding = 'hex' | 'base64' | 'base64url' | 'latin1';

const { crypto: webcrypto } = globalThis;
const { subtle } = webcrypto;
const maxRandomBytes = 65_536;

function coded(code: string, message: string, Kind: new (text: string) => Error = Error): Error {
  return Object.assign(new Kind(message), { code });
}

function bytesOf(input: Input, encoding?: string): Buffer {
  if (typeof input === 'string') return Buffer.from(input, encoding as 'utf8');
  if (ArrayBuffer.isView(input)) return Buffer.from(input.buffer as ArrayBuffer, input.byteOffset, input.byteLength);
  if (input instanceof ArrayBuffer) return Buffer.from(input);
  throw coded('ERR_INVALID_ARG_TYPE', 'The data must be a string, an ArrayBuffer or a view of one', TypeError);
}

function digestOf(algorithm: string, key: Buffer | undefined, data: Buffer): Buffer {
  const digest = hashInHost(algorithm, key, data);
  if (digest === undefined) throw new Error('Digest method not supported');
  return Buffer.from(digest);
}

/** A digest of data that comes in pieces. They are kept, and hashed together at the end. */
class Digest {
  readonly #algorithm: string;
  readonly #key: Buffer | undefined;
  readonly #pieces: Buffer[];
  #digested = false;

  constructor(algorithm: string, key: Buffer | undefined, pieces: Buffer[] = []) {
    this.#algorithm = algorithm;
    this.#key = key;
    this.#pieces = pieces;
  }

  update(data: Input, encoding?: string): this {
    this.#expectOpen();
    this.#pieces.push(Buffer.from(bytesOf(data, encoding)));
    return this;
  }

  digest(): Buffer;
  digest(encoding: Encoding): string;
  digest(encoding?: Encoding | 'buffer'): Buffer | string {
    this.#expectOpen();
    this.#digested = true;
    const digest = digestOf(this.#algorithm, this.#key, Buffer.concat(this.#pieces));
    return encoding === undefined || encoding === 'buffer' ? digest : digest.toString(encoding);
  }

  copy(): Digest {
    this.#expectOpen();
    return new Digest(this.#algorithm, this.#key, [...this.#pieces]);
  }

  #expectOpen(): void {
    if (this.#digested) throw coded('ERR_CRYPTO_HASH_FINALIZED', 'Digest already called');
  }
}

export function createHash(algorithm: string): Digest {
  digestOf(algorithm, undefined, Buffer.alloc(0));
  return new Digest(algorithm, undefined);
}

export function createHmac(algorithm: string, key: Input): Digest {
  if (hashInHost(algorithm, undefined, new Uint8Array(0)) === undefined) {
    throw coded('ERR_CRYPTO_INVALID_DIGEST', `Invalid digest: ${algorithm}`);
  }
  return new Digest(algorithm, Buffer.from(bytesOf(key)));
}

/** A digest in one go. */
export function hash(algorithm: string, data: Input, encoding: Encoding | 'buffer' = 'hex'): Buffer | string {
  const digest = digestOf(algorithm, undefined, bytesOf(data));
  return encoding === 'buffer' ? digest : digest.toString(encoding);
}

type RandomDone = (error: null, bytes: Buffer) => void;

export function randomBytes(size: number): Buffer;
export function randomBytes(size: number, done: RandomDone): void;
export function randomBytes(size: number, done?: RandomDone): Buffer | undefined {
  const bytes = randomFillSync(Buffer.alloc(size));
  if (done === undefined) return bytes;
  queueMicrotask(() => done(null, bytes));
}

export function randomFillSync<View extends ArrayBufferView>(view: View): View {
  const bytes = new Uint8Array(view.buffer, view.byteOffset, view.byteLength);
  for (let start = 0; start < bytes.length; start += maxRandomBytes) {
    webcrypto.getRandomValues(bytes.subarray(start, start + maxRandomBytes) as Uint8Array<ArrayBuffer>);
  }
  return view;
}

/** From `min` (0 when only one bound is given) up to but not including `max`, each equally likely. */
export function randomInt(minOrMax: number, max?: number): number {
  const [low, high] = max === undefined ? [0, minOrMax] : [minOrMax, max];
  const range = high - low;
  if (!Number.isSafeInteger(low) || !Number.isSafeInteger(high) || range <= 0 || range > 2 ** 48 - 1) {
    throw coded('ERR_OUT_OF_RANGE', `There is no random integer from ${low} to below ${high}`, RangeError);
  }
  // What lies above the last whole multiple of the range would favour small numbers.
  const limit = 2 ** 48 - (2 ** 48 % range);
  for (;;) {
    const value = randomBytes(6).readUIntBE(0, 6);
    if (value < limit) return low + (value % range);
  }
}

/** Takes the same time wherever the first difference is. */
export function timingSafeEqual(a: ArrayBuffer | ArrayBufferView, b: ArrayBuffer | ArrayBufferView): boolean {
  const [first, second] = [bytesOf(a), bytesOf(b)];
  if (first.length !== second.length) {
    const message = 'Input buffers must have the same byte length';
    throw coded('ERR_CRYPTO_TIMING_SAFE_EQUAL_LENGTH', message, RangeError);
  }
  let difference = 0;
  for (let index = 0; index < first.length; index++) difference |= first[index]! ^ second[index]!;
  return difference === 0;
}

export const randomUUID = (): string => webcrypto.randomUUID();
export const getRandomValues = <View extends Uint8Array<ArrayBuffer>>(view: View): View =>
  webcrypto.getRandomValues(view);

export { subtle, webcrypto };
export default {
  createHash,
  createHmac,
  getRandomValues,
  hash,
  randomBytes,
  randomFillSync,
  randomInt,
  randomUUID,
  subtle,
  timingSafeEqual,
  webcrypto,
};
