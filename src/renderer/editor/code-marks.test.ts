import { expect, test } from 'vitest';

import { failureMark, syntaxMark } from './code-marks.ts';

test('a syntax error is marked where it is', () => {
  expect(syntaxMark({ code: 'SYNTAX_ERROR', message: 'Unexpected }', line: 3, column: 7 })).toEqual({
    message: 'Unexpected }',
    line: 3,
    column: 7,
  });
  expect(syntaxMark({ code: 'STORE_FAILED', message: 'disk full', line: 3 })).toBeNull();
  expect(syntaxMark(null)).toBeNull();
});

test('a failure is marked only in its own file', () => {
  const failure = {
    code: 'CPU_LIMIT' as const,
    message: 'stopped',
    position: { file: 'index.js', line: 2, column: 1 },
  };
  expect(failureMark(failure, 'functions/hello/index.js')).toMatchObject({ line: 2, message: 'CPU_LIMIT: stopped' });
  expect(failureMark(failure, 'functions/hello/index.ts')).toBeNull();
  expect(failureMark({ code: 'THROWN', message: 'x' }, 'index.js')).toBeNull();
});
