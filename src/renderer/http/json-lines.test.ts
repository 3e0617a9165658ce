import { expect, test } from 'vitest';

import { foldsAround, jsonLines, matchingLines, visibleLines } from './json-lines.ts';

const lines = jsonLines('{"a":{"b":[1,2],"c":{}},"d":"x{"}');

test('knows how far each line reaches', () => {
  expect(lines.map(({ text, end }) => [text, end])).toEqual([
    ['{', 9],
    ['  "a": {', 7],
    ['    "b": [', 5],
    ['      1,', null],
    ['      2', null],
    ['    ],', null],
    ['    "c": {}', null],
    ['  },', null],
    ['  "d": "x{"', null],
    ['}', null],
  ]);
});

test('folding hides what a line opens, its end included', () => {
  expect(visibleLines(lines, new Set([1]))).toEqual([0, 1, 8, 9]);
  expect(visibleLines(lines, new Set([0]))).toEqual([0]);
  expect(visibleLines(lines, new Set())).toHaveLength(10);
});

test('finds lines, and what hides them', () => {
  expect(matchingLines(lines, 'X{')).toEqual([8]);
  expect(matchingLines(lines, '')).toEqual([]);
  expect(foldsAround(lines, 3)).toEqual([0, 1, 2]);
});
