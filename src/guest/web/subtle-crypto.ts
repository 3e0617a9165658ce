import { copySource, normalizeAlgorithm, requireSource, toAlgorithmIdentifier } from './crypto-algorithm.ts';
import type { Operation } from './crypto-dictionaries.ts';
import { type CryptoKey, isCryptoKey, packKey, readKey } from './crypto-key.ts';
import { isBufferSource } from './buffer-source.ts';
import { toJsonWebKey } from './json-web-key.ts';
import { type LocalAnswer, runLocally } from './local-operation.ts';
import type { Packable, PackableRecord } from './pack-request.ts';
import { illegalConstructor, requireArguments, shapeInterface, toEnum, toInteger, toSequence } from './webidl.ts';

/**
 * https://w3c.github.io/webcrypto/#subtlecrypto-interface. Arguments are converted, normalized and copied here, when
 * a method is called; the rest of each method's steps is the sandbox's.
 */

// As they were before any function code: what a function puts in their place would see keys.
const { Promise } = globalThis;

const keyFormats = ['raw', 'spki', 'pkcs8', 'jwk'] as const;
const keyUsages = [
  ...(['encrypt', 'decrypt', 'sign', 'verify', 'deriveKey', 'deriveBits', 'wrapKey', 'unwrapKey'] as const),
];

/** Throws a TypeError unless a method was called on a SubtleCrypto and with enough arguments. */
let requireCall: (self: unknown, given: number, needed: number, method: string) => void;

export class SubtleCrypto {
  readonly #brand = true;

  static {
    requireCall = (self, given, needed, method) => {
      void (self as SubtleCrypto).#brand;
      requireArguments(given, needed, method);
    };
  }

  constructor(key: unknown = undefined) {
    illegalConstructor(key);
  }

  encrypt(algorithm: unknown, key: unknown, data: unknown): Promise<ArrayBuffer> {
    return transform(this, 'encrypt', arguments.length, algorithm, key, data);
  }
  decrypt(algorithm: unknown, key: unknown, data: unknown): Promise<ArrayBuffer> {
    return transform(this, 'decrypt', arguments.length, algorithm, key, data);
  }
  sign(algorithm: unknown, key: unknown, data: unknown): Promise<ArrayBuffer> {
    return transform(this, 'sign', arguments.length, algorithm, key, data);
  }

  verify(algorithm: unknown, key: unknown, signature: unknown, data: unknown): Promise<boolean> {
    const given = arguments.length;
    return perform(toValue, () => {
      requireCall(this, given, 4, 'verify');
      const identifier = toAlgorithmIdentifier(algorithm);
      const cryptoKey = requireKey(key);
      requireSource(signature, 'The signature');
      requireSource(data, 'The data');
      const normalized = normalizeAlgorithm(identifier, 'verify');
      const bytes = [copySource(signature, 'The signature'), copySource(data, 'The data')];
      return ['verify', normalized, packKey(cryptoKey), bytes[0]!, bytes[1]!];
    });
  }

  digest(algorithm: unknown, data: unknown): Promise<ArrayBuffer> {
    const given = arguments.length;
    return perform(toBuffer, () => {
      requireCall(this, given, 2, 'digest');
      const identifier = toAlgorithmIdentifier(algorithm);
      requireSource(data, 'The data');
      return ['digest', normalizeAlgorithm(identifier, 'digest'), copySource(data, 'The data')];
    });
  }

  generateKey(algorithm: unknown, extractable: unknown, usages: unknown): Promise<CryptoKey | object> {
    const given = arguments.length;
    return perform(toKeyOrPair, () => {
      requireCall(this, given, 3, 'generateKey');
      const identifier = toAlgorithmIdentifier(algorithm);
      const list = toUsages(usages);
      return ['generateKey', normalizeAlgorithm(identifier, 'generateKey'), Boolean(extractable), list];
    });
  }

  deriveKey(
    algorithm: unknown,
    baseKey: unknown,
    derivedKeyType: unknown,
    extractable: unknown,
    usages: unknown,
  ): Promise<CryptoKey> {
    const given = arguments.length;
    return perform(toKey, () => {
      requireCall(this, given, 5, 'deriveKey');
      const identifier = toAlgorithmIdentifier(algorithm);
      const key = requireKey(baseKey);
      const derived = toAlgorithmIdentifier(derivedKeyType);
      const list = toUsages(usages);
      const normalized = normalizeAlgorithm(identifier, 'deriveBits');
      // Both dictionaries are asked for; the sandbox takes them as one.
      const imported = normalizeAlgorithm(derived, 'importKey');
      const sized = { ...imported, ...normalizeAlgorithm(derived, 'getKeyLength') };
      return ['deriveKey', normalized, packKey(key), sized, Boolean(extractable), list];
    });
  }

  deriveBits(algorithm: unknown, baseKey: unknown, length: unknown = null): Promise<ArrayBuffer> {
    const given = arguments.length;
    return perform(toBuffer, () => {
      requireCall(this, given, 2, 'deriveBits');
      const identifier = toAlgorithmIdentifier(algorithm);
      const key = requireKey(baseKey);
      const bits = length === null || length === undefined ? null : toInteger(length, 32, false);
      return ['deriveBits', normalizeAlgorithm(identifier, 'deriveBits'), packKey(key), bits];
    });
  }

  importKey(
    format: unknown,
    keyData: unknown,
    algorithm: unknown,
    extractable: unknown,
    usages: unknown,
  ): Promise<CryptoKey> {
    const given = arguments.length;
    return perform(toKey, () => {
      requireCall(this, given, 5, 'importKey');
      const kind = toEnum(format, keyFormats, 'The key format');
      const jwk = isBufferSource(keyData) ? undefined : toJsonWebKey(keyData);
      const identifier = toAlgorithmIdentifier(algorithm);
      const list = toUsages(usages);
      const normalized = normalizeAlgorithm(identifier, 'importKey');
      if ((kind === 'jwk') !== (jwk !== undefined)) {
        throw new TypeError(`The key data is not ${kind === 'jwk' ? 'a JSON Web Key' : 'an ArrayBuffer or a view'}`);
      }
      return ['importKey', kind, jwk ?? copySource(keyData, 'The key data'), normalized, Boolean(extractable), list];
    });
  }

  exportKey(format: unknown, key: unknown): Promise<unknown> {
    const given = arguments.length;
    return perform(toExported, () => {
      requireCall(this, given, 2, 'exportKey');
      const kind = toEnum(format, keyFormats, 'The key format');
      return ['exportKey', kind, packKey(requireKey(key))];
    });
  }

  wrapKey(format: unknown, key: unknown, wrappingKey: unknown, wrapAlgorithm: unknown): Promise<ArrayBuffer> {
    const given = arguments.length;
    return perform(toBuffer, () => {
      requireCall(this, given, 4, 'wrapKey');
      const kind = toEnum(format, keyFormats, 'The key format');
      const keys = [requireKey(key), requireKey(wrappingKey)];
      const identifier = toAlgorithmIdentifier(wrapAlgorithm);
      return ['wrapKey', kind, packKey(keys[0]!), packKey(keys[1]!), normalizeAlgorithm(identifier, 'wrapKey')];
    });
  }

  unwrapKey(
    format: unknown,
    wrappedKey: unknown,
    unwrappingKey: unknown,
    unwrapAlgorithm: unknown,
    unwrappedKeyAlgorithm: unknown,
    extractable: unknown,
    usages: unknown,
  ): Promise<CryptoKey> {
    const given = arguments.length;
    return perform(toKey, () => {
      requireCall(this, given, 7, 'unwrapKey');
      const kind = toEnum(format, keyFormats, 'The key format');
      requireSource(wrappedKey, 'The wrapped key');
      const key = requireKey(unwrappingKey);
      const identifiers = [toAlgorithmIdentifier(unwrapAlgorithm), toAlgorithmIdentifier(unwrappedKeyAlgorithm)];
      const list = toUsages(usages);
      const unwrap = normalizeAlgorithm(identifiers[0]!, 'unwrapKey');
      const imported = normalizeAlgorithm(identifiers[1]!, 'importKey');
      const bytes = copySource(wrappedKey, 'The wrapped key');
      return ['unwrapKey', kind, bytes, packKey(key), unwrap, imported, Boolean(extractable), list];
    });
  }
}
shapeInterface(SubtleCrypto, 'SubtleCrypto');

function transform(
  self: unknown,
  operation: Operation,
  given: number,
  algorithm: unknown,
  key: unknown,
  data: unknown,
): Promise<ArrayBuffer> {
  return perform(toBuffer, () => {
    requireCall(self, given, 3, operation);
    const identifier = toAlgorithmIdentifier(algorithm);
    const cryptoKey = requireKey(key);
    requireSource(data, 'The data');
    const normalized = normalizeAlgorithm(identifier, operation);
    return [operation, normalized, packKey(cryptoKey), copySource(data, 'The data')];
  });
}

type Call = [method: string, ...args: Packable[]];

/** Whatever is wrong with a call rejects its promise; none of it throws. */
function perform<Result>(read: (answer: LocalAnswer) => Result, prepare: () => Call): Promise<Result> {
  return new Promise((resolve, reject) => {
    const call: PackableRecord = { name: 'crypto', call: prepare() };
    runLocally(call, { done: (answer) => resolve(read(answer)), failed: reject });
  });
}

function requireKey(key: unknown): CryptoKey {
  if (!isCryptoKey(key)) throw new TypeError('The key is not a CryptoKey');
  return key;
}

const toUsages = (usages: unknown): string[] =>
  toSequence(usages, 'The key usages', (usage) => toEnum(usage, keyUsages, 'A key usage'));

const toValue = (answer: LocalAnswer): boolean => answer.get('value') === true;
const toBuffer = (answer: LocalAnswer): ArrayBuffer => answer.bytes(answer.get('bytes')).buffer;
const toKey = (answer: LocalAnswer): CryptoKey => readKey(answer, answer.get('key'));
const toExported = (answer: LocalAnswer): unknown => answer.get('jwk') ?? toBuffer(answer);

function toKeyOrPair(answer: LocalAnswer): CryptoKey | object {
  const publicKey = answer.get('publicKey');
  if (publicKey === undefined) return toKey(answer);
  return { publicKey: readKey(answer, publicKey), privateKey: readKey(answer, answer.get('privateKey')) };
}
