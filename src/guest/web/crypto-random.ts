import { encodeHex } from './base64.ts';
import { QuotaExceededError } from './quota-exceeded-error.ts';
import { domException } from './dom-exception.ts';
import { platform } from './platform.ts';
import { setBytes, subarray, typedArrayName } from './primordials.ts';
import { toBytes } from './buffer-source.ts';
import { requireArguments } from './webidl.ts';

/** Random bytes come from the host a pool at a time: a call through the door costs more than the bytes. */
const poolBytes = 4096;
const maxRequestBytes = 65_536;
let pool = new Uint8Array(0);
let used = 0;

/** Cryptographically strong, any number of bytes. */
export function randomBytes(count: number): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(count);
  fillRandom(bytes);
  return bytes;
}

function fillRandom(bytes: Uint8Array): void {
  let at = 0;
  while (at < bytes.length) {
    if (used === pool.length) {
      pool = new Uint8Array(platform.host.random(poolBytes));
      used = 0;
    }
    const count = Math.min(pool.length - used, bytes.length - at);
    setBytes(bytes, subarray(pool, used, used + count), at);
    pool.fill(0, used, used + count);
    used += count;
    at += count;
  }
}

const integerArrays = [
  ...['Int8Array', 'Uint8Array', 'Uint8ClampedArray', 'Int16Array', 'Uint16Array', 'Int32Array', 'Uint32Array'],
  ...['BigInt64Array', 'BigUint64Array'],
];

/** https://w3c.github.io/webcrypto/#Crypto-method-getRandomValues */
export function getRandomValues<View extends ArrayBufferView>(array: View): View {
  requireArguments(arguments.length, 1, 'getRandomValues');
  if (!ArrayBuffer.isView(array)) throw new TypeError('getRandomValues: the argument is not an ArrayBufferView');
  const name = typedArrayName(array);
  if (name === undefined || !integerArrays.includes(name)) {
    throw domException('getRandomValues: the array is not of an integer type', 'TypeMismatchError');
  }
  const bytes = toBytes(array);
  if (bytes.byteLength > maxRequestBytes) {
    throw new QuotaExceededError(`getRandomValues: at most ${maxRequestBytes} bytes at once`);
  }
  fillRandom(bytes);
  return array;
}

/** https://w3c.github.io/webcrypto/#Crypto-method-randomUUID */
export function randomUuid(): string {
  const bytes = randomBytes(16);
  bytes[6] = (bytes[6]! & 0x0f) | 0x40;
  bytes[8] = (bytes[8]! & 0x3f) | 0x80;
  const hex = encodeHex(bytes);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}
