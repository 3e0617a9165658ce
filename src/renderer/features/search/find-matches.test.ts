import { describe, expect, test } from 'vitest';

import { expressionOf, findMatches, type Query, replaceMatches, replacementOf } from './find-matches.ts';

const query = (text: string, options: Partial<Query> = {}): Query => ({
  text,
  caseSensitive: false,
  wholeWord: false,
  expression: false,
  ...options,
});
const places = (text: string, wanted: Query): string[] =>
  findMatches(text, expressionOf(wanted), 100).map(({ line, column, found }) => `${line}:${column} ${found}`);

const text = 'const price = 1;\nconst prices = [price, Price];\n  // price?\n';

describe('finding', () => {
  test('as typed, whatever the case', () => {
    expect(places(text, query('price'))).toEqual(['1:7 price', '2:7 price', '2:17 price', '2:24 Price', '3:6 price']);
    expect(places(text, query('price?'))).toEqual(['3:6 price?']);
  });

  test('in this case and as a whole word', () => {
    expect(places(text, query('price', { caseSensitive: true, wholeWord: true }))).toEqual([
      '1:7 price',
      '2:17 price',
      '3:6 price',
    ]);
    expect(places('größe grö', query('grö', { wholeWord: true }))).toEqual(['1:7 grö']);
  });

  test('by an expression, lines being lines', () => {
    expect(places(text, query(String.raw`^const (\w+)`, { expression: true }))).toEqual([
      '1:1 const price',
      '2:1 const prices',
    ]);
    expect(places('a\r\nb', query('x*', { expression: true }))).toEqual([]);
    expect(() => expressionOf(query('(', { expression: true }))).toThrow(SyntaxError);
  });

  test('not more than asked for', () => {
    expect(findMatches('aaaa', expressionOf(query('a')), 2)).toHaveLength(2);
  });

  test('shows the line around it', () => {
    const [match] = findMatches(text, expressionOf(query('price?')), 1);
    expect(match).toMatchObject({ before: '// ', found: 'price?', after: '' });
  });
});

describe('replacing', () => {
  const replaced = (wanted: Query, typed: string) =>
    replaceMatches(text, expressionOf(wanted), replacementOf(wanted, typed));

  test('takes what was typed as it is', () => {
    expect(replaced(query('const '), '$1 ')).toEqual({ text: text.replaceAll('const ', () => '$1 '), count: 2 });
  });

  test('fills in what an expression found', () => {
    const wanted = query(String.raw`const (?<name>\w+) = `, { expression: true });
    expect(replaced(wanted, '$1 as $<name>, $& $$9 $9')).toEqual({
      text: text.replaceAll(/const (\w+) = /g, (all, name) => `${name} as ${name}, ${all} $9 $9`),
      count: 2,
    });
  });

  test('is shown beforehand', () => {
    const wanted = query('prices');
    expect(findMatches(text, expressionOf(wanted), 9, replacementOf(wanted, 'costs'))).toMatchObject([
      { found: 'prices', replacement: 'costs' },
    ]);
  });
});
