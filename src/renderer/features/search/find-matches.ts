/** What to find: as it is typed, or as a regular expression. */
export interface Query {
  text: string;
  caseSensitive: boolean;
  wholeWord: boolean;
  expression: boolean;
}

/** One place a query was found at, with the line it is in. */
export interface Match {
  /** Counted from 1. */
  line: number;
  column: number;
  /** The line around it, cut where it is long, as what stands before, in and behind the match. */
  before: string;
  found: string;
  after: string;
  /** What would stand there instead; left out while nothing is to be replaced. */
  replacement?: string;
}

const shownBefore = 60;
const shownAfter = 160;

/** The expression a query means. Throws a SyntaxError that says what is wrong with it. */
export function expressionOf({ text, caseSensitive, wholeWord, expression }: Query): RegExp {
  const source = expression ? text : text.replaceAll(/[\\^$.*+?()[\]{}|/]/g, String.raw`\$&`);
  const whole = wholeWord ? String.raw`(?<![\p{L}\p{N}_$])(?:${source})(?![\p{L}\p{N}_$])` : source;
  return new RegExp(whole, caseSensitive ? 'gmu' : 'gimu');
}

/** The replacement as typed, or with the `$1` and `$<name>` of an expression filled in. */
type Replace = (found: RegExpExecArray) => string;

export function replacementOf(query: Query, typed: string): Replace {
  return query.expression ? (found) => filledIn(typed, found) : () => typed;
}

/** The places of a text, `limit` at most, in order. Matches of nothing are left out. */
export function findMatches(text: string, expression: RegExp, limit: number, replace?: Replace): Match[] {
  const matches: Match[] = [];
  let line = 1;
  let lineStart = 0;
  for (const found of text.matchAll(expression)) {
    if (found[0] === '') continue;
    if (matches.length >= limit) break;
    for (let end = text.indexOf('\n', lineStart); end >= 0 && end < found.index; end = text.indexOf('\n', lineStart)) {
      line += 1;
      lineStart = end + 1;
    }
    const end = found.index + found[0].length;
    const lineEnd = text.indexOf('\n', end);
    matches.push({
      line,
      column: found.index - lineStart + 1,
      before: text.slice(Math.max(lineStart, found.index - shownBefore), found.index).trimStart(),
      found: found[0].slice(0, shownAfter),
      after: text.slice(end, Math.min(lineEnd < 0 ? text.length : lineEnd, end + shownAfter)),
      ...(replace && { replacement: replace(found) }),
    });
  }
  return matches;
}

/** The text with every match replaced. */
export function replaceMatches(text: string, expression: RegExp, replace: Replace): { text: string; count: number } {
  const parts: string[] = [];
  let from = 0;
  let count = 0;
  for (const found of text.matchAll(expression)) {
    if (found[0] === '') continue;
    parts.push(text.slice(from, found.index), replace(found));
    from = found.index + found[0].length;
    count += 1;
  }
  return { text: parts.join('') + text.slice(from), count };
}

/** As `String.replace` does it, for one match. */
function filledIn(typed: string, found: RegExpExecArray): string {
  return typed.replaceAll(/\$(?:(\$)|(&)|(\d{1,2})|<([^>]*)>)/g, (all, dollar, whole, number, name) => {
    if (dollar !== undefined) return '$';
    if (whole !== undefined) return found[0];
    if (name !== undefined) return found.groups === undefined ? String(all) : (found.groups[String(name)] ?? '');
    return Number(number) > 0 && Number(number) < found.length ? (found[Number(number)] ?? '') : String(all);
  });
}
