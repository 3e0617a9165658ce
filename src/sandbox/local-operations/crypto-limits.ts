/**
 * Bounds for work that nothing can stop once a pool thread has it. Within them no call takes more than a few seconds;
 * the CPU time it took counts for the invocation.
 */

/** PBKDF2 does one HMAC per iteration and block of output. */
const maxPbkdf2Rounds = 10_000_000;
const maxModulusLength = 4096;
const maxSecretBits = 8_388_608;
/** An HMAC key's length, where none is given, is its hash's block: SHA-512 has the longest. */
const longestDefaultBits = 1024;
const hashBits: Readonly<Record<string, number>> = { 'SHA-1': 160, 'SHA-256': 256, 'SHA-384': 384, 'SHA-512': 512 };

type Algorithm = Readonly<Record<string, unknown>>;

/** Throws an OperationError for a key that would take too long to make, or too much memory. */
export function requireAffordableKey({ name, modulusLength, publicExponent, length }: Algorithm): void {
  if (modulusLength !== undefined) {
    if (Number(modulusLength) > maxModulusLength) {
      throw operationError(`${String(name)} keys of more than ${maxModulusLength} bits are not made`);
    }
    requireCommonExponent(publicExponent);
  }
  if (name === 'HMAC' && Number(length ?? 0) > maxSecretBits) {
    throw operationError(`HMAC keys of more than ${maxSecretBits} bits are not made`);
  }
}

/** Throws an OperationError for a derivation that would take too long. `bits` is null where the key type says it. */
export function requireAffordableBits({ name, hash, iterations }: Algorithm, bits: number | null): void {
  if ((bits ?? 0) > maxSecretBits) throw operationError(`More than ${maxSecretBits} bits are not derived`);
  if (name !== 'PBKDF2') return;
  const blocks = Math.max(
    1,
    Math.ceil((bits ?? longestDefaultBits) / (hashBits[String((hash as Algorithm)['name'])] ?? 160)),
  );
  if (Number(iterations) * blocks > maxPbkdf2Rounds) {
    throw operationError(`PBKDF2 of more than ${maxPbkdf2Rounds} iterations, times blocks of output, is not done`);
  }
}

/** With others making a key may never end. */
function requireCommonExponent(exponent: unknown): void {
  const value = exponent instanceof Uint8Array ? BigInt(`0x0${Buffer.from(exponent).toString('hex')}`) : 0n;
  if (value !== 3n && value !== 65537n) throw operationError('An RSA public exponent must be 3 or 65537');
}

const operationError = (message: string): DOMException => new DOMException(message, 'OperationError');
