import { type LocalAnswer, own } from './local-operation.ts';
import type { PackableRecord } from './pack-request.ts';
import { defineProperty, isView, ownKeys } from './primordials.ts';
import { addCloneRule } from './structured-clone.ts';
import { illegalConstructor, internalKey, shapeInterface } from './webidl.ts';

/**
 * https://w3c.github.io/webcrypto/#cryptokey-interface. The key itself is here, too, out of a function's reach: the
 * sandbox gets it with each operation and keeps nothing, so that keys live and die with the objects that stand for
 * them, and count towards the isolate's heap.
 */
interface KeyState {
  readonly type: 'secret' | 'public' | 'private';
  readonly extractable: boolean;
  /** Data the sandbox gave; `publicExponent` refers to its bytes. */
  readonly algorithm: PackableRecord;
  readonly usages: readonly string[];
  /** Raw for a secret, SPKI for a public and PKCS #8 for a private key. */
  readonly material: Uint8Array;
}

let readState: (key: CryptoKey) => KeyState;
let hasState: (value: object) => value is CryptoKey;

export class CryptoKey {
  readonly #state: KeyState;
  // The specification has functions see the same objects each time, and lets them write to them.
  #algorithm: object | undefined;
  #usages: string[] | undefined;

  static {
    readState = (key) => key.#state;
    hasState = (value) => #state in value;
  }

  constructor(key: unknown = undefined, state: unknown = undefined) {
    illegalConstructor(key);
    this.#state = state as KeyState;
  }

  get type(): string {
    return this.#state.type;
  }
  get extractable(): boolean {
    return this.#state.extractable;
  }
  get algorithm(): object {
    return (this.#algorithm ??= copyRecord(this.#state.algorithm));
  }
  get usages(): string[] {
    return (this.#usages ??= copyList(this.#state.usages));
  }
}
shapeInterface(CryptoKey, 'CryptoKey');

export const isCryptoKey = (value: unknown): value is CryptoKey =>
  typeof value === 'object' && value !== null && hasState(value);

/** The key as the sandbox takes it. */
export function packKey(key: CryptoKey): PackableRecord {
  const { type, extractable, algorithm, usages, material } = readState(key);
  return { type, extractable, algorithm, usages, material };
}

/** The key as the sandbox gave it: a part of its answer. */
export function readKey(answer: LocalAnswer, given: unknown): CryptoKey {
  const key = given as object;
  const algorithm = own(key, 'algorithm') as Record<string, never>;
  const exponent = own(algorithm, 'publicExponent');
  if (exponent !== undefined) define(algorithm, 'publicExponent', answer.bytes(exponent));
  const state = {
    type: own(key, 'type') as KeyState['type'],
    extractable: own(key, 'extractable') as boolean,
    algorithm,
    usages: own(key, 'usages') as string[],
    material: answer.bytes(own(key, 'material')),
  };
  return new CryptoKey(internalKey, state);
}

const define = (object: object, name: PropertyKey, value: unknown): void =>
  void defineProperty(object, name, { value, writable: true, enumerable: true, configurable: true });

function copyRecord(record: PackableRecord): object {
  const copy = {};
  const names = ownKeys(record) as string[];
  for (let index = 0; index < names.length; index++) {
    const value = record[names[index]!];
    define(copy, names[index]!, typeof value === 'object' ? copyPart(value as PackableRecord | Uint8Array) : value);
  }
  return copy;
}

/** Beside primitives an algorithm holds only an RSA key's exponent and a hash algorithm. */
const copyPart = (part: PackableRecord | Uint8Array): object =>
  isView(part) ? new Uint8Array(part) : copyRecord(part);

function copyList(list: readonly string[]): string[] {
  const copy: string[] = [];
  for (let index = 0; index < list.length; index++) define(copy, index, list[index]);
  return copy;
}

addCloneRule({ matches: isCryptoKey, clone: (value) => new CryptoKey(internalKey, readState(value as CryptoKey)) });
