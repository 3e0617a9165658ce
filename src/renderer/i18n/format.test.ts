import { expect, test } from 'vitest';

import { createFormat } from './format.ts';

const format = createFormat('en');

test.each([
  [0, '0 ms'],
  [0.44, '0.4 ms'],
  [12.4, '12 ms'],
  [999.4, '999 ms'],
  [999.6, '1 s'],
  [1_540, '1.5 s'],
  [48_211, '48 s'],
])('%d ms is written %s', (ms, text) => expect(format.duration(ms)).toBe(text));

test.each([
  [0, '0 B'],
  [1_023, '1,023 B'],
  [1_024, '1 KB'],
  [4.2 * 1_048_576, '4.2 MB'],
  [5 * 1_024 ** 5, '5,120 TB'],
])('%d bytes are written %s', (bytes, text) => expect(format.bytes(bytes)).toBe(text));

test.each([
  [9_000, '9 s'],
  [60_000, '1 min'],
  [7_500_000, '2 h 5 min'],
])('an uptime of %d ms is written %s', (ms, text) => expect(format.span(ms)).toBe(text));

test('tells how long ago, and never the future', () => {
  const now = Date.UTC(2026, 0, 2);
  expect(format.ago(now - 3 * 60_000, now)).toBe('3m ago');
  expect(format.ago(now - 25 * 3_600_000, now)).toBe('yesterday');
  expect(format.ago(now + 5_000, now)).toBe('now');
});

test('speaks Chinese', () => {
  const chinese = createFormat('zh-CN');
  expect(chinese.ago(0, 120_000)).toBe('2分钟前');
  expect(chinese.percent(0.0071)).toBe('0.7%');
});
