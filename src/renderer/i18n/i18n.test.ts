import { expect, test } from 'vitest';

import { en } from './en.ts';
import { languageFor } from './i18n.ts';
import { zhCn } from './zh-cn.ts';

type Words = { readonly [key: string]: string | Words };

function flatten(words: Words, prefix = ''): [string, string][] {
  return Object.entries(words).flatMap(([key, value]) =>
    typeof value === 'string' ? [[prefix + key, value] as [string, string]] : flatten(value, `${prefix}${key}.`),
  );
}

const english = new Map(flatten(en));
const chinese = new Map(flatten(zhCn));
const placeholders = (text: string): string[] =>
  [...text.matchAll(/\{\{(\w+)\}\}/g)].map(([, name = '']) => name).toSorted();

test('Chinese has every key of English, singular forms aside, and no other', () => {
  const keys = [...english.keys()].filter((key) => !key.endsWith('_one'));
  expect([...chinese.keys()].toSorted()).toEqual(keys.toSorted());
});

test('both languages fill in the same values', () => {
  const different = [...chinese].filter(
    ([key, text]) => placeholders(text).join() !== placeholders(english.get(key) ?? '').join(),
  );
  expect(different).toEqual([]);
});

test('no text is empty, and every singular has its plural', () => {
  expect([...english, ...chinese].filter(([, text]) => text.trim() === '')).toEqual([]);
  const lonely = [...english.keys()].filter(
    (key) => key.endsWith('_one') && !english.has(key.replace(/_one$/, '_other')),
  );
  expect(lonely).toEqual([]);
});

test.each([
  ['en', ['zh-CN'], 'en'],
  ['system', ['zh-TW', 'en'], 'zh-CN'],
  ['system', ['de-DE', 'zh'], 'zh-CN'],
  ['system', ['fr', 'en-GB', 'zh'], 'en'],
  ['system', ['fr'], 'en'],
  ['system', [], 'en'],
] as const)('chosen %s on a system that prefers %o: %s', (choice, system, language) => {
  expect(languageFor(choice, system)).toBe(language);
});
