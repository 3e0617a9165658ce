import { expect, test } from 'vitest';

import { testCaseSchema } from '../contract/test.ts';
import { testProblems } from './test-problems.ts';

const check = (fields: object) => testProblems(testCaseSchema.parse({ request: {}, ...fields }));

test('finds nothing wrong with a plain test', () => {
  const assertions = [{ target: 'json', path: '$..a[?@.b > 1]', op: 'exists' }];
  expect(check({ request: { headers: { 'x-a': ['1', '2'] } }, assertions })).toEqual([]);
});

test.each([
  [{ target: 'json', path: 'items', op: 'exists' }, 'path', 'not a JSON path'],
  [{ target: 'json', path: "$[?match(@.a, '(a+)+b')]", op: 'exists' }, 'path', 'not a JSON path'],
  [{ target: 'body', op: 'matches', value: '(' }, 'value', 'not a regular expression'],
  [{ target: 'status', op: 'range', value: [300, 200] }, 'value', 'ends before it begins'],
  [{ target: 'header', name: 'a b', op: 'exists' }, 'name', 'not the name of a header'],
])('finds what is wrong with %j', (assertion, field, message) => {
  const found = check({ assertions: [{ target: 'status', op: 'equals', value: 200 }, assertion] });
  expect(found).toEqual([{ path: ['assertions', 1, field], message: expect.stringContaining(message) as string }]);
});

test('finds headers that cannot be sent', () => {
  expect(check({ request: { headers: { 'x-a': 'line\nbreak' } } })).toMatchObject([
    { path: ['request', 'headers', 'x-a'] },
  ]);
});
