import { expect, it } from 'vitest';

import { runMarks } from './run-marks.ts';

const file = 'functions/a/index.js';

it('marks the lines of one file, and those that ran most', () => {
  const lines = [
    { file, line: 1, hits: 1, ms: 1 },
    { file, line: 2, hits: 0, ms: 0 },
    { file, line: 3, hits: 900, ms: 0 },
    { file, line: 4, hits: 1_000, ms: 2 },
    { file: 'shared/b.js', line: 1, hits: 5_000, ms: 200 },
  ];
  expect(runMarks(lines, file)).toEqual([
    { line: 1, hits: 1, ms: 0, isHot: false },
    { line: 2, hits: 0, ms: 0, isHot: false },
    { line: 3, hits: 900, ms: 0, isHot: true },
    { line: 4, hits: 1_000, ms: 0, isHot: true },
  ]);
});

it('goes by the time where that says something', () => {
  const lines = [
    { file, line: 1, hits: 1, ms: 200 },
    { file, line: 2, hits: 1_000, ms: 20 },
    { file, line: 3, hits: 1, ms: 4 },
  ];
  expect(runMarks(lines, file)).toEqual([
    { line: 1, hits: 1, ms: 200, isHot: true },
    { line: 2, hits: 1_000, ms: 20, isHot: false },
    { line: 3, hits: 1, ms: 0, isHot: false },
  ]);
});

it('finds nothing hot in a quick run, and nothing where nothing was counted', () => {
  expect(runMarks([{ file, line: 1, hits: 20, ms: 0 }], file)).toEqual([{ line: 1, hits: 20, ms: 0, isHot: false }]);
  expect(runMarks(undefined, file)).toEqual([]);
});
