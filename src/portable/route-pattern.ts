/** A route pattern taken apart: what a path has to be, from left to right. */
export type RouteToken =
  | { kind: 'text'; text: string }
  /** The rest of a part of the path. `pattern` tells several parameters and the text between them apart. */
  | { kind: 'parameters'; names: string[]; pattern: RegExp | null; suffix: string }
  | { kind: 'rest' };

const partEnd = /\/|$/g;

/** The patterns that a route stands for: an optional last parameter makes two of one. */
export function parseRoute(route: string): RouteToken[][] {
  if (!route.endsWith('?')) return [parsePattern(route)];
  const required = route.slice(0, -1);
  return [parsePattern(required), parsePattern(required.slice(0, required.lastIndexOf('/')) || '/')];
}

function parsePattern(pattern: string): RouteToken[] {
  const tokens: RouteToken[] = [];
  let at = 0;
  while (at < pattern.length) {
    if (pattern[at] === '*') {
      tokens.push({ kind: 'rest' });
      at += 1;
    } else if (pattern[at] === ':') {
      const end = endOfPart(pattern, at);
      tokens.push(parseParameters(pattern.slice(at, end)));
      at = end;
    } else {
      const special = pattern.slice(at).search(/[:*]/);
      const end = special < 0 ? pattern.length : at + special;
      tokens.push({ kind: 'text', text: pattern.slice(at, end) });
      at = end;
    }
  }
  return tokens;
}

function endOfPart(pattern: string, from: number): number {
  partEnd.lastIndex = from;
  return partEnd.exec(pattern)?.index ?? pattern.length;
}

/** `:a`, `:a-:b`, `:name.json`: a name ends at `-` or `.`, the text after it at the next `:`. */
function parseParameters(part: string): RouteToken {
  const names: string[] = [];
  const texts: string[] = [];
  for (const [, name = '', text = ''] of part.matchAll(/:([^-.:]*)([^:]*)/g)) {
    names.push(name);
    texts.push(text);
  }
  const suffix = texts.at(-1) ?? '';
  if (texts.every((text) => text === '')) return { kind: 'parameters', names, pattern: null, suffix };
  return { kind: 'parameters', names, pattern: patternOf(texts), suffix };
}

/** The first parameter takes as little as it can; a later one takes all, up to where the text before it comes again. */
function patternOf(texts: string[]): RegExp {
  let source = '';
  let before = '';
  for (const [index, text] of texts.entries()) {
    source += index === 0 ? '(.*?)' : `(${before}|(?:(?!${before}).)*)`;
    if (text !== '') source += before = escapeText(text);
  }
  return new RegExp(`^${source}$`);
}

function escapeText(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}

/** Which of two patterns is tried first: text before parameters before the rest, at the first place they differ. */
export function comparePatterns(a: readonly RouteToken[], b: readonly RouteToken[]): number {
  const [left, right] = [ranksOf(a), ranksOf(b)];
  for (let index = 0; index < Math.max(left.length, right.length); index++) {
    const difference = (left[index] ?? -1) - (right[index] ?? -1);
    if (difference !== 0) return difference;
  }
  return 0;
}

/** Text counts by its characters, so that `/ab` and `/a:b` differ where they do. */
function ranksOf(tokens: readonly RouteToken[]): number[] {
  return tokens.flatMap((token) => {
    if (token.kind === 'text') return Array.from({ length: token.text.length }, () => 0);
    if (token.kind === 'rest') return [1e6];
    if (token.pattern === null) return [1e5];
    // Of parameters with text after them the longer text goes first.
    return [1e4 - token.suffix.length + (token.suffix === '' ? 1e4 : 0)];
  });
}
