/** A name and a value, decoded. */
export type Pair = readonly [string, string];

/** What an urlencoded text says, pair by pair; what cannot be decoded stays as it is. */
export function parsePairs(text: string): Pair[] {
  if (text === '') return [];
  return text.split('&').map((pair) => {
    const equals = pair.indexOf('=');
    return equals < 0 ? [decode(pair), ''] : [decode(pair.slice(0, equals)), decode(pair.slice(equals + 1))];
  });
}

export function formatPairs(pairs: readonly Pair[]): string {
  return pairs
    .filter(([name, value]) => name !== '' || value !== '')
    .map(([name, value]) => `${encode(name)}=${encode(value)}`)
    .join('&');
}

/** The query of a path, without its question mark. */
export function queryOf(path: string): string {
  const at = path.indexOf('?');
  return at < 0 ? '' : path.slice(at + 1);
}

export function withQuery(path: string, query: string): string {
  const bare = path.split('?', 1)[0] ?? '';
  return query === '' ? bare : `${bare}?${query}`;
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    return text;
  }
}

const encode = (text: string): string => encodeURIComponent(text).replaceAll('%20', '+');
