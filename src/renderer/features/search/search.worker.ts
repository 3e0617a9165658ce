import { expressionOf, findMatches, replaceMatches, replacementOf } from './find-matches.ts';
import type { Found, SearchAnswer, SearchRequest } from './search-messages.ts';

/** Searches away from the window, which goes on whatever an expression does; one that never ends is ended with this. */
const texts = new Map<string, string>();

self.onmessage = ({ data }: MessageEvent<SearchRequest>) => {
  for (const [path, text] of data.changed) {
    if (text === null) texts.delete(path);
    else texts.set(path, text);
  }
  self.postMessage(answer(data));
};

function answer({ number, query, limit, replacement, replace }: SearchRequest): SearchAnswer {
  const expression = expressionOf(query);
  const instead = replacement === undefined ? undefined : replacementOf(query, replacement);
  const paths = [...texts.keys()].toSorted();
  if (replace && instead) {
    const replaced = paths.flatMap((path) => {
      const before = texts.get(path) ?? '';
      const { text, count } = replaceMatches(before, expression, instead);
      return count > 0 ? [{ path, before, text, count }] : [];
    });
    return { number, found: [], total: 0, replaced };
  }
  const found: Found[] = [];
  let total = 0;
  for (const path of paths) {
    const matches = findMatches(texts.get(path) ?? '', expression, limit - total, instead);
    total += matches.length;
    if (matches.length > 0) found.push({ path, matches });
    if (total >= limit) break;
  }
  return { number, found, total, replaced: [] };
}
