import { getRandomValues, randomUuid } from './crypto-random.ts';
import { SubtleCrypto } from './subtle-crypto.ts';
import { illegalConstructor, internalKey, shapeInterface } from './webidl.ts';

/** https://w3c.github.io/webcrypto/#crypto-interface */
export class Crypto {
  readonly #brand = true;

  constructor(key: unknown = undefined) {
    illegalConstructor(key);
  }

  getRandomValues<View extends ArrayBufferView>(array: View): View {
    void this.#brand;
    return getRandomValues(array);
  }
  get subtle(): SubtleCrypto {
    void this.#brand;
    return subtle;
  }
  randomUUID(): string {
    void this.#brand;
    return randomUuid();
  }
}
shapeInterface(Crypto, 'Crypto');

const subtle = new SubtleCrypto(internalKey);
export const crypto = new Crypto(internalKey);
