import { describe, expect, test } from 'vitest';

import { headerProblem, headersOf, parseHeaderLines } from './header-rows.ts';
import type { HeaderRow } from './header-rows.ts';

const row = (name: string, value: string, enabled = true): HeaderRow => ({ id: 1, enabled, name, value });

describe('headerProblem', () => {
  test.each([
    ['', 'x', 'name-missing'],
    ['bad name', 'x', 'name-invalid'],
    ['x-a:', 'x', 'name-invalid'],
    ['x-a', 'a\nb', 'value-invalid'],
    ['x-a', '中文', 'value-invalid'],
    ['x-a', 'ok', null],
    ['', '', null],
  ])('%j: %j is %s', (name, value, problem) => {
    expect(headerProblem(row(name, value))).toBe(problem);
  });

  test('a row that is switched off has no problem', () => {
    expect(headerProblem(row('bad name', 'x', false))).toBeNull();
  });
});

test('headersOf keeps order and repeats, leaves out empty, disabled and wrong rows', () => {
  const rows = [row('a', '1'), row('a', ' 2 '), row('', ''), row('b', '3', false), row('b d', '4')];
  expect(headersOf(rows)).toEqual([
    ['a', '1'],
    ['a', '2'],
  ]);
});

test('parseHeaderLines reads pasted lines and refuses other text', () => {
  expect(parseHeaderLines('Accept: */*\r\n\r\nX-Time: 12:05\n')).toEqual([
    ['Accept', '*/*'],
    ['X-Time', '12:05'],
  ]);
  expect(parseHeaderLines('just words')).toBeNull();
  expect(parseHeaderLines('')).toBeNull();
});
