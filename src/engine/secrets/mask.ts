import type { Failure } from '../../contract/invocation.ts';

/** Takes a deployment's secrets out of what it says to people. */
export interface Mask {
  text(text: string): string;
  failure(failure: Failure): Failure;
}

const shown = '••••••';
/** Shorter ones occur by chance, and hiding those would tell what they are. */
const minLength = 4;

/**
 * Replaces every occurrence of a value, also as a quoted string shows it. A value that was changed before it was said
 * (cut, encoded, spelled backwards) cannot be known again: this is against accidents, not against the function's author.
 */
export function createMask(values: readonly string[]): Mask {
  const spellings = values
    .filter((value) => value.length >= minLength)
    .flatMap((value) => [value, JSON.stringify(value).slice(1, -1)])
    // One value may contain another.
    .toSorted((a, b) => b.length - a.length);
  if (spellings.length === 0) return { text: (text) => text, failure: (failure) => failure };
  const pattern = new RegExp(spellings.map((spelling) => RegExp.escape(spelling)).join('|'), 'g');
  const text = (original: string): string => original.replace(pattern, shown);
  return {
    text,
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
