import { hiddenValue } from '../../contract/call.ts';
import type { Failure } from '../../contract/invocation.ts';
import { spellingsOf } from './secret-spellings.ts';

/** Takes a deployment's secrets out of what it says to people. */
export interface Mask {
  text(text: string): string;
  /** The same for bytes that may be text in UTF-8. What needs no change is given back as it is. */
  bytes(bytes: Uint8Array): Uint8Array;
  /** Whether there is anything to hide. */
  readonly isActive: boolean;
  /** Of what is hidden, in UTF-8. */
  readonly longestBytes: number;
  failure(failure: Failure): Failure;
}

const hiddenBytes = Buffer.from(hiddenValue).toString('latin1');
/** Shorter ones occur by chance, and hiding those would tell what they are. */
const minLength = 4;

/**
 * Replaces every occurrence of a value, also as a quoted string, an address or base64 shows it. A value that was
 * changed otherwise before it was said (cut, encrypted, spelled backwards) cannot be known again: this is against
 * accidents, not against the function's author.
 */
export function createMask(values: readonly string[]): Mask {
  const spellings = values
    .filter((value) => value.length >= minLength)
    .flatMap(spellingsOf)
    // One value may contain another.
    .toSorted((a, b) => b.length - a.length);
  if (spellings.length === 0) return nothingToHide;
  const pattern = patternOf(spellings);
  // As latin1 a byte is a character: nothing is lost of what is no text.
  const bytePattern = patternOf(spellings.map((spelling) => Buffer.from(spelling).toString('latin1')));
  const text = (original: string): string => original.replace(pattern, hiddenValue);
  return {
    text,
    isActive: true,
    longestBytes: Math.max(...spellings.map((spelling) => Buffer.byteLength(spelling))),
    bytes(bytes) {
      const original = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
      const hidden = original.replace(bytePattern, hiddenBytes);
      return hidden === original ? bytes : Buffer.from(hidden, 'latin1');
    },
    failure({ message, name, stack, ...rest }) {
      return {
        ...rest,
        message: text(message),
        ...(name !== undefined && { name: text(name) }),
        ...(stack !== undefined && { stack: text(stack) }),
      };
    },
  };
}

const nothingToHide: Mask = {
  text: (text) => text,
  bytes: (bytes) => bytes,
  failure: (failure) => failure,
  isActive: false,
  longestBytes: 0,
};

function patternOf(spellings: readonly string[]): RegExp {
  return new RegExp(spellings.map((spelling) => RegExp.escape(spelling)).join('|'), 'g');
}
