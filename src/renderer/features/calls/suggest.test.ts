import { expect, it } from 'vitest';

import { suggestFor, wordAt } from './suggest.ts';

it('finds the word under the cursor', () => {
  expect(wordAt('status:500 fn:or', 16)).toEqual({ start: 11, end: 16, text: 'fn:or' });
  expect(wordAt('status:500 fn:or', 3)).toEqual({ start: 0, end: 10, text: 'status:500' });
  expect(wordAt('', 0)).toEqual({ start: 0, end: 0, text: '' });
});

it('suggests fields, then their values', () => {
  expect(suggestFor('st', []).map(({ insert }) => insert)).toEqual(['status:']);
  expect(suggestFor('-co', []).map(({ insert }) => insert)).toEqual(['-cold:']);
  expect(suggestFor('fn:or', ['hello', 'orders']).map(({ insert }) => insert)).toEqual(['fn:orders ']);
  expect(suggestFor('cold:true', []).map(({ insert }) => insert)).toEqual([]);
  expect(suggestFor('nothing:x', [])).toEqual([]);
});
