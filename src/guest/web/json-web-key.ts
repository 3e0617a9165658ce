import type { Packable, PackableRecord } from './pack-request.ts';
import { isObject, toDOMString, toSequence } from './webidl.ts';

/** https://w3c.github.io/webcrypto/#JsonWebKey-dictionary; members are read in the order of their names. */

const members = [
  'alg',
  'crv',
  'd',
  'dp',
  'dq',
  'e',
  'ext',
  'k',
  'key_ops',
  'kty',
  'n',
  'oth',
  'p',
  'q',
  'qi',
  'use',
  'x',
  'y',
];
const otherPrimeMembers = ['d', 'r', 't'];

/** Throws a TypeError where a member cannot be converted, or the value is a primitive. */
export function toJsonWebKey(value: unknown): PackableRecord {
  const jwk = Object.create(null) as Record<string, Packable>;
  if (value === undefined || value === null) return jwk;
  if (!isObject(value)) throw new TypeError('The key data is not an object');
  readMembers(value, members, jwk);
  return jwk;
}

function readMembers(from: object, names: readonly string[], to: Record<string, Packable>): void {
  for (let index = 0; index < names.length; index++) {
    const name = names[index]!;
    const value = (from as Record<string, unknown>)[name];
    if (value !== undefined) to[name] = convert(name, value);
  }
}

function convert(name: string, value: unknown): Packable {
  if (name === 'ext') return Boolean(value);
  if (name === 'key_ops') return toSequence(value, "The key data's key_ops", toDOMString);
  if (name === 'oth') return toSequence(value, "The key data's oth", toOtherPrime);
  return toDOMString(value);
}

function toOtherPrime(value: unknown): PackableRecord {
  const prime = Object.create(null) as Record<string, Packable>;
  if (value === undefined || value === null) return prime;
  if (!isObject(value)) throw new TypeError('A prime of the key data is not an object');
  readMembers(value, otherPrimeMembers, prime);
  return prime;
}
