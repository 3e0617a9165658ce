import { type Token, tokenize, type TokenType } from './url-pattern-tokens.ts';

/** https://urlpattern.spec.whatwg.org/#parsing-pattern-strings */

export type Modifier = '' | '?' | '*' | '+';

export interface Part {
  type: 'fixed-text' | 'regexp' | 'segment-wildcard' | 'full-wildcard';
  value: string;
  modifier: Modifier;
  /** Numbers for groups without a name. */
  name: string;
  prefix: string;
  suffix: string;
}

export interface PatternOptions {
  delimiter: string;
  prefix: string;
  ignoreCase: boolean;
}

const regExpSpecials = /[.+*?^${}()[\]|/\\]/g;
export const escapeRegExp = (text: string): string => text.replace(regExpSpecials, '\\$&');
export const segmentWildcard = ({ delimiter }: PatternOptions): string => `[^${escapeRegExp(delimiter)}]+?`;
export const fullWildcard = '.*';

/** Throws a TypeError for a malformed pattern, or when `encode` refuses a piece of text. */
export function parseParts(input: string, options: PatternOptions, encode: (text: string) => string): Part[] {
  const tokens = tokenize(Array.from(input), 'strict');
  const parts: Part[] = [];
  const names = new Set<string>();
  let at = 0;
  let pending = '';
  let nextName = 0;

  const take = (type: TokenType): Token | null => (tokens[at]?.type === type ? tokens[at++]! : null);
  const demand = (type: TokenType): void => {
    if (take(type) === null) throw new TypeError(`URLPattern: a ${type} is missing in '${input}'`);
  };
  const takeWildcard = (name: Token | null): Token | null =>
    take('regexp') ?? (name === null ? take('asterisk') : null);
  const takeModifier = (): Modifier => ((take('other-modifier') ?? take('asterisk'))?.value ?? '') as Modifier;
  const takeText = (): string => {
    let text = '';
    for (;;) {
      const token = take('char') ?? take('escaped-char');
      if (token === null) return text;
      text += token.value;
    }
  };
  const flush = (): void => {
    if (pending === '') return;
    parts.push({ type: 'fixed-text', value: encode(pending), modifier: '', name: '', prefix: '', suffix: '' });
    pending = '';
  };
  const add = (
    prefix: string,
    name: Token | null,
    wildcard: Token | null,
    suffix: string,
    modifier: Modifier,
  ): void => {
    if (name === null && wildcard === null && modifier === '') {
      pending += prefix;
      return;
    }
    flush();
    if (name === null && wildcard === null) {
      if (prefix === '') return;
      parts.push({ type: 'fixed-text', value: encode(prefix), modifier, name: '', prefix: '', suffix: '' });
      return;
    }
    const source =
      wildcard === null ? segmentWildcard(options) : wildcard.type === 'asterisk' ? fullWildcard : wildcard.value;
    const label = name === null ? String(nextName++) : name.value;
    if (names.has(label)) throw new TypeError(`URLPattern: the name '${label}' is there twice`);
    names.add(label);
    const type =
      source === segmentWildcard(options) ? 'segment-wildcard' : source === fullWildcard ? 'full-wildcard' : 'regexp';
    const value = type === 'regexp' ? source : '';
    parts.push({ type, value, modifier, name: label, prefix: encode(prefix), suffix: encode(suffix) });
  };

  while (at < tokens.length) {
    const char = take('char');
    const name = take('name');
    const wildcard = takeWildcard(name);
    if (name !== null || wildcard !== null) {
      let prefix = char?.value ?? '';
      if (prefix !== '' && prefix !== options.prefix) {
        pending += prefix;
        prefix = '';
      }
      flush();
      add(prefix, name, wildcard, '', takeModifier());
      continue;
    }
    const fixed = char ?? take('escaped-char');
    if (fixed !== null) {
      pending += fixed.value;
      continue;
    }
    if (take('open') !== null) {
      const prefix = takeText();
      const groupName = take('name');
      const groupWildcard = takeWildcard(groupName);
      const suffix = takeText();
      demand('close');
      add(prefix, groupName, groupWildcard, suffix, takeModifier());
      continue;
    }
    flush();
    demand('end');
  }
  return parts;
}
