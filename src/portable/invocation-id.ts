const digits = 'abcdefghijklmnopqrstuvwxyz0123456789';

/** Names one failed call in its answer and in the log: 18 characters, by chance. */
export function invocationId(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(18)), (byte) => digits[byte % digits.length]).join('');
}
