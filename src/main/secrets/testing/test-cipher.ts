import type { Cipher } from '../cipher.ts';

/** Stands in for the system's key store: reversible, and not the plain text. */
export const testCipher: Cipher = {
  refusal: async () => null,
  encrypt: async (text) => Buffer.from(`sealed:${Buffer.from(text).toString('hex')}`),
  async decrypt(bytes) {
    const hex = /^sealed:(.*)$/.exec(bytes.toString())?.[1];
    if (hex === undefined) throw new Error('not ours');
    return Buffer.from(hex, 'hex').toString();
  },
};
