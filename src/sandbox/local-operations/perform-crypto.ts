import { webcrypto } from 'node:crypto';

import type { AnswerValues } from './answer.ts';
import { asUsages, packKey, unpackAlgorithm, unpackKey } from './crypto-keys.ts';
import { requireAffordableBits, requireAffordableKey } from './crypto-limits.ts';
import { asOneOf, asRecord, MalformedRequest, viewBytes, type LocalRequest } from './request.ts';

/**
 * Web Cryptography for isolates (https://w3c.github.io/webcrypto/), by Node's own. Nothing is kept between calls: keys
 * come with each and leave the same way. Keys are made extractable, so that they can leave; whether their owner may
 * have them is remembered with them, and is what counts when they are exported or wrapped.
 */

const { subtle } = webcrypto;
type Algorithm = Parameters<typeof subtle.importKey>[2] & { name: string };
type CryptoKey = webcrypto.CryptoKey;
type KeyUsage = webcrypto.KeyUsage;
type Format = 'raw' | 'spki' | 'pkcs8' | 'jwk';
const formats = ['raw', 'spki', 'pkcs8', 'jwk'] as const;

/** The arguments of a call, each converted where it is asked for. */
interface Arguments {
  algorithm(index: number): Algorithm & Record<string, unknown>;
  /** With the given usages instead of its own. */
  key(index: number, usages?: KeyUsage[]): CryptoKey;
  bytes(index: number): Uint8Array<ArrayBuffer>;
  format(index: number): Format;
  usages(index: number): KeyUsage[];
  flag(index: number): boolean;
  value(index: number): unknown;
}

type Method = (args: Arguments) => Promise<AnswerValues>;

const methods: Readonly<Record<string, Method>> = {
  encrypt: async ({ algorithm, key, bytes }) => answerBytes(await subtle.encrypt(algorithm(0), key(1), bytes(2))),
  decrypt: async ({ algorithm, key, bytes }) => answerBytes(await subtle.decrypt(algorithm(0), key(1), bytes(2))),
  sign: async ({ algorithm, key, bytes }) => answerBytes(await subtle.sign(algorithm(0), key(1), bytes(2))),
  verify: async ({ algorithm, key, bytes }) => ({
    value: await subtle.verify(algorithm(0), key(1), bytes(2), bytes(3)),
  }),
  digest: async ({ algorithm, bytes }) => answerBytes(await subtle.digest(algorithm(0), bytes(1))),
  async generateKey({ algorithm, flag, usages }) {
    const wanted = algorithm(0);
    requireAffordableKey(wanted);
    const made = await subtle.generateKey(wanted, true, usages(2));
    if (!('publicKey' in made)) return { key: packKey(made, flag(1)) };
    return { publicKey: packKey(made.publicKey, true), privateKey: packKey(made.privateKey, flag(1)) };
  },
  async deriveKey({ algorithm, key, flag, usages }) {
    const [derivation, derived] = [algorithm(0), algorithm(2)];
    requireAffordableBits(derivation, bitsOf(derived));
    const secret = isDerivationKey(derived);
    const made = await subtle.deriveKey(derivation, key(1), derived, secret ? flag(3) : true, usages(4));
    if (!secret) return { key: packKey(made, flag(3)) };
    const bits = await subtle.deriveBits(derivation, key(1, ['deriveBits']), null);
    return { key: packKey(made, false, new Uint8Array(bits)) };
  },
  async deriveBits({ algorithm, key, value }) {
    const length = value(2) as number | null;
    requireAffordableBits(algorithm(0), length);
    return answerBytes(await subtle.deriveBits(algorithm(0), key(1), length));
  },
  async importKey({ format, value, bytes, algorithm, flag, usages }) {
    const data = format(0) === 'jwk' ? asRecord(value(1)) : bytes(1);
    return { key: await importKey(format(0), data, algorithm(2), flag(3), usages(4)) };
  },
  async exportKey({ format, key }) {
    const exported = await subtle.exportKey(format(0), key(1));
    return exported instanceof ArrayBuffer ? answerBytes(exported) : { jwk: exported };
  },
  wrapKey: async ({ format, key, algorithm }) =>
    answerBytes(await subtle.wrapKey(format(0), key(1), key(2), algorithm(3))),
  async unwrapKey({ format, bytes, key, algorithm, flag, usages }) {
    const unwrapped = await unwrap(bytes(1), key(2), algorithm(3));
    const data = format(0) === 'jwk' ? parseJwk(unwrapped) : unwrapped;
    return { key: await importKey(format(0), data, algorithm(4), flag(5), usages(6)) };
  },
};

/** Rejects with the exceptions of the specification, and with `MalformedRequest`. */
export async function performCrypto({ values, body }: LocalRequest): Promise<AnswerValues> {
  const { call } = values;
  if (!Array.isArray(call)) throw new MalformedRequest('no call');
  const [name, ...args] = call as unknown[];
  const method = methods[asOneOf(name, Object.keys(methods))]!;
  return method({
    algorithm: (index) => unpackAlgorithm(args[index], body) as Algorithm & Record<string, unknown>,
    key: (index, usages) => unpackKey(args[index], body, usages),
    bytes: (index) => viewBytes(args[index], body),
    format: (index) => asOneOf(args[index], formats),
    usages: (index) => asUsages(args[index]),
    flag: (index) => args[index] === true,
    value: (index) => args[index],
  });
}

async function importKey(
  format: Format,
  data: Uint8Array | Record<string, unknown>,
  algorithm: Algorithm,
  extractable: boolean,
  usages: KeyUsage[],
) {
  // `ext: false` only forbids what was not asked for.
  if (!extractable && format === 'jwk') delete (data as Record<string, unknown>)['ext'];
  const secret = isDerivationKey(algorithm);
  const asked = secret ? extractable : true;
  const key = await subtle.importKey(format as 'raw', data as Uint8Array<ArrayBuffer>, algorithm, asked, usages);
  return secret ? packKey(key, false, data as Uint8Array) : packKey(key, extractable);
}

/** Such keys refuse to be extractable, and are imported as raw bytes only. */
const isDerivationKey = ({ name }: Algorithm): boolean => name === 'HKDF' || name === 'PBKDF2';

/**
 * The bytes of a wrapped key, whatever it is. They come as a key for signing, as there is no other way to the bytes
 * for every algorithm that unwraps.
 */
async function unwrap(wrapped: Uint8Array<ArrayBuffer>, key: CryptoKey, algorithm: Algorithm): Promise<Uint8Array> {
  const carrier = { name: 'HMAC', hash: 'SHA-256' };
  const carried = await subtle.unwrapKey('raw', wrapped, key, algorithm, carrier, true, ['sign']);
  return new Uint8Array(await subtle.exportKey('raw', carried));
}

/** https://w3c.github.io/webcrypto/#concept-parse-a-jwk */
function parseJwk(bytes: Uint8Array): Record<string, unknown> {
  let jwk: unknown;
  try {
    jwk = JSON.parse(new TextDecoder().decode(bytes));
  } catch {
    throw new DOMException('The unwrapped key is not JSON', 'DataError');
  }
  if (typeof jwk !== 'object' || jwk === null || !('kty' in jwk)) {
    throw new DOMException('The unwrapped key is not a JSON Web Key', 'DataError');
  }
  return { ...jwk };
}

const answerBytes = (bytes: ArrayBuffer): AnswerValues => ({ bytes: new Uint8Array(bytes) });

function bitsOf({ length }: Record<string, unknown>): number | null {
  return typeof length === 'number' ? length : null;
}
