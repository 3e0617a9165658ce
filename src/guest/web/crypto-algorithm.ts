import { isBufferSource, isResizable, toBytes } from './buffer-source.ts';
import { algorithms, type Member, type Operation, type Operations } from './crypto-dictionaries.ts';
import { isCryptoKey, packKey } from './crypto-key.ts';
import { domException } from './dom-exception.ts';
import type { Packable, PackableRecord } from './pack-request.ts';
import { toUpperCase, typedArrayName } from './primordials.ts';
import { isObject, toDOMString, toEnforcedInteger } from './webidl.ts';

// As they were before any function code: what a function puts in their place would see keys.
const { Uint8Array } = globalThis;

/** `(object or DOMString)`, converted to the latter where it is no object. */
export const toAlgorithmIdentifier = (value: unknown): object | string =>
  isObject(value) ? value : toDOMString(value);

interface Registered {
  readonly name: string;
  readonly operations: Operations;
}
const registered = Object.create(null) as Record<string, Registered | undefined>;
for (const [name, operations] of Object.entries(algorithms)) registered[toUpperCase(name)] = { name, operations };

/**
 * https://w3c.github.io/webcrypto/#algorithm-normalization-normalize-an-algorithm, in the shape the sandbox takes:
 * bytes are copied now. Throws a NotSupportedError for an algorithm that does not do the operation, and a TypeError
 * for a dictionary that is not right.
 */
export function normalizeAlgorithm(identifier: object | string, operation: Operation): PackableRecord {
  const given = typeof identifier === 'string' ? { name: identifier } : identifier;
  const name = toName(given);
  const entry = registered[toUpperCase(name)];
  const members = entry?.operations[operation];
  if (!entry || !members) throw domException(`${name} cannot ${operation}`, 'NotSupportedError');
  const normalized = Object.create(null) as Record<string, Packable>;
  // Read once more: the conversion to the algorithm's own dictionary begins again.
  if (members.length > 0) toName(given);
  normalized['name'] = entry.name;
  for (let index = 0; index < members.length; index++) {
    const member = members[index]!;
    const value = (given as Record<string, unknown>)[member.name];
    if (value !== undefined) normalized[member.name] = convert(value, member);
    else if (member.required) throw new TypeError(`${entry.name}: the algorithm has no '${member.name}'`);
  }
  return normalized;
}

function toName(algorithm: object): string {
  const { name } = algorithm as { name?: unknown };
  if (name === undefined) throw new TypeError("The algorithm has no 'name'");
  return toDOMString(name);
}

function convert(value: unknown, { name, type, max }: Member): Packable {
  switch (type) {
    case 'integer':
      return toEnforcedInteger(value, max, `The algorithm's '${name}'`);
    case 'text':
      return toDOMString(value);
    case 'hash':
      return normalizeAlgorithm(toAlgorithmIdentifier(value), 'digest');
    case 'key':
      if (!isCryptoKey(value)) throw new TypeError(`The algorithm's '${name}' is not a CryptoKey`);
      return packKey(value);
    case 'bigInteger':
      if (!isObject(value) || typedArrayName(value) !== 'Uint8Array') {
        throw new TypeError(`The algorithm's '${name}' is not a Uint8Array`);
      }
      return copySource(value, name);
    case 'bytes':
      return copySource(value, `The algorithm's '${name}'`);
  }
}

/** The bytes of a BufferSource as they are now. Throws a TypeError for anything else. */
export function copySource(value: unknown, what: string): Uint8Array {
  return new Uint8Array(toBytes(requireSource(value, what)));
}

export function requireSource(value: unknown, what: string): ArrayBuffer | ArrayBufferView {
  if (!isBufferSource(value)) throw new TypeError(`${what} is not an ArrayBuffer or a view of one`);
  if (isResizable(value)) throw new TypeError(`${what} is in a buffer that may change its size`);
  return value;
}
