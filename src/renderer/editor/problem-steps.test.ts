import { expect, test } from 'vitest';

import { problemFrom } from './problem-steps.ts';
import type { FileProblem } from './problems-store.ts';

const at = (file: string, line: number): FileProblem => ({ file, line, message: '', tone: 'error' });
const problems = [at('b.js', 3), at('a.js', 9), at('a.js', 2)];

test.each([
  [{ file: 'a.js', line: 1 }, 1, at('a.js', 2)],
  [{ file: 'a.js', line: 2 }, 1, at('a.js', 9)],
  [{ file: 'a.js', line: 9 }, 1, at('b.js', 3)],
  [{ file: 'b.js', line: 3 }, 1, at('a.js', 2)],
  [{ file: 'b.js', line: 1 }, -1, at('a.js', 9)],
  [{ file: 'a.js', line: 2 }, -1, at('b.js', 3)],
] as const)('from %o by %i', (here, step, expected) => {
  expect(problemFrom(problems, here, step)).toEqual(expected);
});

test('nowhere to go without problems', () => {
  expect(problemFrom([], { file: 'a.js', line: 1 }, 1)).toBeUndefined();
});
