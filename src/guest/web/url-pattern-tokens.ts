/** https://urlpattern.spec.whatwg.org/#tokenizing */

export type TokenType =
  | 'open'
  | 'close'
  | 'regexp'
  | 'name'
  | 'char'
  | 'escaped-char'
  | 'other-modifier'
  | 'asterisk'
  | 'end'
  | 'invalid-char';

export interface Token {
  type: TokenType;
  /** In code points. */
  index: number;
  value: string;
}

const simple: Record<string, TokenType | undefined> = Object.assign(Object.create(null), {
  '*': 'asterisk',
  '+': 'other-modifier',
  '?': 'other-modifier',
  '{': 'open',
  '}': 'close',
}) as Record<string, TokenType | undefined>;

const nameStart = /^[$_\p{ID_Start}]$/u;
const namePart = /^[$\u200C\u200D\p{ID_Continue}]$/u;

/** https://urlpattern.spec.whatwg.org/#is-a-valid-name-code-point */
export const isNameCodePoint = (codePoint: string, first: boolean): boolean =>
  (first ? nameStart : namePart).test(codePoint);

const isAscii = (codePoint: string): boolean => codePoint.charCodeAt(0) < 0x80;

/** Strict: throws a TypeError for what is malformed. Lenient: gives it as `invalid-char` tokens. */
export function tokenize(codePoints: readonly string[], policy: 'strict' | 'lenient'): Token[] {
  const tokens: Token[] = [];
  let index = 0;
  const add = (type: TokenType, next: number, from: number, to: number) => {
    tokens.push({ type, index, value: codePoints.slice(from, to).join('') });
    index = next;
  };
  const fail = (next: number) => {
    if (policy === 'strict') throw new TypeError(`URLPattern: the pattern is malformed at character ${index}`);
    add('invalid-char', next, index, next);
  };
  while (index < codePoints.length) {
    const codePoint = codePoints[index]!;
    const type = simple[codePoint];
    if (type !== undefined) add(type, index + 1, index, index + 1);
    else if (codePoint === '\\') {
      if (index === codePoints.length - 1) fail(index + 1);
      else add('escaped-char', index + 2, index + 1, index + 2);
    } else if (codePoint === ':') {
      const end = findNameEnd(codePoints, index + 1);
      if (end === index + 1) fail(index + 1);
      else add('name', end, index + 1, end);
    } else if (codePoint === '(') {
      const end = findRegExpEnd(codePoints, index + 1);
      if (end <= index + 2) fail(index + 1);
      else add('regexp', end, index + 1, end - 1);
    } else add('char', index + 1, index, index + 1);
  }
  tokens.push({ type: 'end', index, value: '' });
  return tokens;
}

function findNameEnd(codePoints: readonly string[], start: number): number {
  let at = start;
  while (at < codePoints.length && isNameCodePoint(codePoints[at]!, at === start)) at++;
  return at;
}

/** Just after the closing parenthesis; -1 for what is not allowed in a group. */
function findRegExpEnd(codePoints: readonly string[], start: number): number {
  let depth = 1;
  for (let at = start; at < codePoints.length; at++) {
    const codePoint = codePoints[at]!;
    if (!isAscii(codePoint) || (at === start && codePoint === '?')) return -1;
    if (codePoint === '\\') {
      at++;
      if (at >= codePoints.length || !isAscii(codePoints[at]!)) return -1;
    } else if (codePoint === ')') {
      depth--;
      if (depth === 0) return at + 1;
    } else if (codePoint === '(') {
      depth++;
      // Only groups that do not capture may stand inside.
      if (codePoints[at + 1] !== '?') return -1;
    }
  }
  return -1;
}
