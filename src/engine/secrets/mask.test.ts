import { expect, it } from 'vitest';

import { createMask } from './mask.ts';

it('replaces every occurrence, the longest value first, special characters as they are', () => {
  const mask = createMask(['abcd', 'abcdef', 'a.b*(c', '日本語の鍵']);
  expect(mask.text('abcdef abcd a.b*(c axb*(c 日本語の鍵abcd')).toBe('•••••• •••••• •••••• axb*(c ••••••••••••');
});

it('knows a value of several lines as a quoted string shows it', () => {
  const mask = createMask(['first\nsecond "third"']);
  expect(mask.text(`as text first\nsecond "third", as JSON ${JSON.stringify({ key: 'first\nsecond "third"' })}`)).toBe(
    'as text ••••••, as JSON {"key":"••••••"}',
  );
});

it('knows a value in an address and in base64, alone or within more', () => {
  const value = 's3cret/with+signs?';
  const mask = createMask([value]);
  expect(mask.text(`https://a.example/?key=${encodeURIComponent(value)}&b`)).toBe('https://a.example/?key=••••••&b');
  for (const before of ['', 'u:', 'me:', 'you:']) {
    for (const encoding of ['base64', 'base64url'] as const) {
      const text = Buffer.from(`${before}${value}`).toString(encoding);
      expect(mask.text(`Basic ${text}`), text).toMatch(/^Basic [\w=]{0,6}••••••[\w=]{0,4}$/);
    }
  }
});

it('leaves values alone that occur by chance', () => {
  expect(createMask(['', 'abc']).text('abc')).toBe('abc');
});

it('covers a failure: its message, name and stack', () => {
  const position = { file: 'functions/a/index.js', line: 1, column: 2 };
  const failure = { code: 'THROWN' as const, message: 'no canary', name: 'canary', stack: 'Error: canary\n', position };
  expect(createMask(['canary']).failure(failure)).toEqual({
    code: 'THROWN',
    message: 'no ••••••',
    name: '••••••',
    stack: 'Error: ••••••\n',
    position,
  });
});
