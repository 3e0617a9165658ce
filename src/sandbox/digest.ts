import { createHash, createHmac } from 'node:crypto';

/** What functions may ask for, by Node's names in lower case. */
const algorithms: ReadonlySet<string> = new Set([
  'md5',
  'sha1',
  'sha224',
  'sha256',
  'sha384',
  'sha512',
  'sha512-224',
  'sha512-256',
  'ripemd160',
  'sha3-224',
  'sha3-256',
  'sha3-384',
  'sha3-512',
  'blake2b512',
  'blake2s256',
]);

/** The digest of bytes, or their HMAC where there is a key; undefined for an algorithm that is not offered. */
export function digest(algorithm: string, key: ArrayBuffer | undefined, data: ArrayBuffer): ArrayBuffer | undefined {
  const name = algorithm.toLowerCase();
  if (!algorithms.has(name)) return undefined;
  const hash = key === undefined ? createHash(name) : createHmac(name, new Uint8Array(key));
  return new Uint8Array(hash.update(new Uint8Array(data)).digest()).buffer;
}
