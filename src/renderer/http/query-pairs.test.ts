import { expect, test } from 'vitest';

import { formatPairs, parsePairs, queryOf, withQuery } from './query-pairs.ts';

test('reads and writes pairs, repeated and empty ones too', () => {
  const pairs = parsePairs('a=1&a=2&b&c=x+y%26z');
  expect(pairs).toEqual([
    ['a', '1'],
    ['a', '2'],
    ['b', ''],
    ['c', 'x y&z'],
  ]);
  expect(formatPairs(pairs)).toBe('a=1&a=2&b=&c=x+y%26z');
  expect(formatPairs([['', '']])).toBe('');
});

test('leaves what cannot be decoded', () => {
  expect(parsePairs('a=100%')).toEqual([['a', '100%']]);
});

test('takes the query of a path, and gives it another', () => {
  expect(queryOf('/a?b=c?d')).toBe('b=c?d');
  expect(withQuery('/a?b=c', 'd=e')).toBe('/a?d=e');
  expect(withQuery('/a?b=c', '')).toBe('/a');
});
