import { expect, test } from 'vitest';

import { failureMark, problemMark, syntaxMark } from './code-marks.ts';

const file = 'functions/hello/index.js';

test('a syntax error is marked where it is', () => {
  expect(syntaxMark({ code: 'SYNTAX_ERROR', message: 'Unexpected }', line: 3, column: 7 }, file, file)).toEqual({
    message: 'Unexpected }',
    line: 3,
    column: 7,
  });
  expect(syntaxMark({ code: 'STORE_FAILED', message: 'disk full', line: 3 }, file, file)).toBeNull();
  expect(syntaxMark(null, file, file)).toBeNull();
});

test('a failure is marked only in its own file', () => {
  const failure = {
    code: 'CPU_LIMIT' as const,
    message: 'stopped',
    position: { file, line: 2, column: 1 },
  };
  expect(failureMark(failure, file)).toMatchObject({ line: 2, message: 'CPU_LIMIT: stopped' });
  expect(failureMark(failure, 'functions/hello/lib/index.js')).toBeNull();
  expect(failureMark({ code: 'THROWN', message: 'x' }, file)).toBeNull();
});

test('what is wrong in another file is not marked in this one', () => {
  const other = { code: 'SYNTAX_ERROR' as const, message: 'Unexpected }', file: 'shared/a.js', line: 1 };
  expect(syntaxMark(other, file, file)).toBeNull();
  expect(syntaxMark({ ...other, file }, file, file)).toMatchObject({ line: 1 });
  expect(problemMark({ file: 'shared/a.js', reason: 'Unexpected }', line: 1 }, file)).toBeNull();
  expect(problemMark({ file, reason: 'Unexpected }', line: 1, column: 2 }, file)).toEqual({
    message: 'Unexpected }',
    line: 1,
    column: 2,
  });
});

test('a problem that names no file is in the entry', () => {
  const problem = { code: 'SYNTAX_ERROR' as const, message: 'Unexpected }', line: 1 };
  expect(syntaxMark(problem, 'shared/a.js', file)).toBeNull();
});
