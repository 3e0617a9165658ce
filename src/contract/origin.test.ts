import { expect, it } from 'vitest';

import { originsSchema } from './origin.ts';

it.each([
  ['https://app.example.com', 'https://app.example.com'],
  ['HTTPS://App.Example.com:443/', 'https://app.example.com'],
  ['http://localhost:5173', 'http://localhost:5173'],
  ['https://bücher.example', 'https://xn--bcher-kva.example'],
  ['*', '*'],
])('%s is kept as %s', (text, origin) => {
  expect(originsSchema.parse([text])).toEqual([origin]);
});

it.each([
  '',
  'null',
  'app.example.com',
  'https://*.example.com',
  'https://a.example/path',
  'https://user@a.example',
  'https://a.example?x',
  'file:///',
  'ftp://a.example',
  'https://a.example b',
])('"%s" is no origin', (text) => {
  expect(originsSchema.safeParse([text]).success).toBe(false);
});

it('a list names nobody twice', () => {
  expect(originsSchema.safeParse(['https://a.example', 'https://a.example/']).success).toBe(false);
});
