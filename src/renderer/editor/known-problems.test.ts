import { expect, test } from 'vitest';

import type { FunctionSummary } from '../../contract/function.ts';
import { countProblems, knownProblems } from './known-problems.ts';
import type { FileProblem } from './problems-store.ts';

const at = (file: string, line: number, tone: FileProblem['tone'] = 'error'): FileProblem => ({
  file,
  line,
  tone,
  message: `${tone} at ${line}`,
});
const failing = (id: string, file: string, line: number): FunctionSummary =>
  ({ id, damage: null, problem: { file, line, reason: `${file}:${line}: Unexpected ";"` } }) as FunctionSummary;

test('files stand in order, errors before warnings, then by line', () => {
  const found = { b: [at('b', 9), at('b', 1, 'warning'), at('b', 3)], a: [at('a', 1)] };
  const known = knownProblems([], found);
  expect(known.map(({ file, line }) => `${file}:${line}`)).toEqual(['a:1', 'b:3', 'b:9', 'b:1']);
  expect(countProblems(known)).toEqual({ errors: 3, warnings: 1 });
});

test('a place is told once: in the words of the editor, and for all functions that import it', () => {
  const functions = [
    failing('x', 'shared/a.ts', 2),
    failing('y', 'shared/a.ts', 2),
    failing('z', 'functions/z/index.ts', 1),
  ];
  const known = knownProblems(functions, { 'functions/z/index.ts': [at('functions/z/index.ts', 1)] });
  expect(known.map(({ message }) => message)).toEqual(['error at 1', 'Unexpected ";"']);
});
