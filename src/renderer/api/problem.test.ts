import { expect, test } from 'vitest';

import { ConnectionLostError } from '../../rpc/connection-lost.ts';
import { problemOf } from './problem.ts';

test('keeps the code, text and field of a refusal', () => {
  const refusal = Object.assign(new Error('taken'), { code: 'ROUTE_CONFLICT', data: { field: 'route', other: 1 } });
  expect(problemOf(refusal)).toEqual({ code: 'ROUTE_CONFLICT', message: 'taken', field: 'route' });
});

test('keeps where in the code a syntax error is', () => {
  const refusal = Object.assign(new Error('Unexpected }'), {
    code: 'SYNTAX_ERROR',
    data: { field: 'code', line: 3, column: 7 },
  });
  expect(problemOf(refusal)).toMatchObject({ field: 'code', line: 3, column: 7 });
});

test('knows a lost connection', () => {
  expect(problemOf(new ConnectionLostError()).code).toBe('CONNECTION_LOST');
});

test.each([undefined, null, 'text', 7, {}, new Error('')])('turns %o into an internal problem with a text', (error) => {
  const problem = problemOf(error);
  expect(problem.code).toBe('INTERNAL');
  expect(problem.message).not.toBe('');
});

test('does not mistake inherited names for codes', () => {
  expect(problemOf({ code: 'toString', message: 'x' }).code).toBe('INTERNAL');
});
