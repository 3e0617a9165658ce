import { createPrivateKey, createPublicKey, createSecretKey, KeyObject, type webcrypto } from 'node:crypto';

import { asOneOf, asRecord, isReference, MalformedRequest, viewBytes } from './request.ts';

type CryptoKey = webcrypto.CryptoKey;
type KeyUsage = webcrypto.KeyUsage;
type CryptoKeyAlgorithm = Parameters<KeyObject['toCryptoKey']>[0];

const types = ['secret', 'public', 'private'] as const;
const keyUsages = [
  ...(['encrypt', 'decrypt', 'sign', 'verify', 'deriveKey', 'deriveBits', 'wrapKey', 'unwrapKey'] as const),
];

/** A key as an isolate keeps it. */
export interface PackedKey {
  type: (typeof types)[number];
  extractable: boolean;
  algorithm: Record<string, unknown>;
  usages: string[];
  /** Raw for a secret, SPKI for a public and PKCS #8 for a private key. */
  material: Uint8Array;
}

/**
 * Takes a key apart; `extractable` is what its owner shall be told it is. The key itself must be extractable, unless
 * its material is known.
 */
export function packKey(key: CryptoKey, extractable: boolean, material = materialOf(KeyObject.from(key))): PackedKey {
  const { type, algorithm, usages } = key;
  return { type, extractable, algorithm: { ...algorithm }, usages, material: new Uint8Array(material) };
}

function materialOf(key: KeyObject): Uint8Array {
  if (key.type === 'secret') return key.export();
  return key.export({ format: 'der', type: key.type === 'public' ? 'spki' : 'pkcs8' });
}

/** With other usages than its own if need be. Throws `MalformedRequest` for what `packKey` cannot have made. */
export function unpackKey(value: unknown, body: ArrayBuffer | undefined, usages?: KeyUsage[]): CryptoKey {
  const packed = asRecord(value);
  const type = asOneOf(packed['type'], types);
  const material = viewBytes(packed['material'], body);
  const algorithm = unpackAlgorithm(packed['algorithm'], body) as unknown as CryptoKeyAlgorithm;
  return toKeyObject(type, Buffer.from(material.buffer, material.byteOffset, material.byteLength)).toCryptoKey(
    algorithm,
    packed['extractable'] === true,
    usages ?? asUsages(packed['usages']),
  );
}

function toKeyObject(type: PackedKey['type'], material: Buffer): KeyObject {
  if (type === 'secret') return createSecretKey(material);
  if (type === 'public') return createPublicKey({ key: material, format: 'der', type: 'spki' });
  return createPrivateKey({ key: material, format: 'der', type: 'pkcs8' });
}

export function asUsages(value: unknown): KeyUsage[] {
  if (!Array.isArray(value)) throw new MalformedRequest('not a list of usages');
  return value.map((usage) => asOneOf(usage, keyUsages));
}

/** A normalized algorithm: texts, numbers, bytes, keys, and a hash algorithm of the same kind. */
export function unpackAlgorithm(value: unknown, body: ArrayBuffer | undefined): Record<string, unknown> {
  const entries = Object.entries(asRecord(value)).map(([name, member]): [string, unknown] => {
    if (typeof member !== 'object' || member === null) return [name, member];
    if (isReference(member)) return [name, viewBytes(member, body)];
    return [name, 'material' in member ? unpackKey(member, body) : unpackAlgorithm(member, body)];
  });
  return Object.fromEntries(entries);
}
