import { expect, test } from 'vitest';

import type { Assertion } from '../contract/assertion.ts';
import type { Answer } from './answer.ts';
import { evaluateAssertions, havePassed } from './evaluate-assertions.ts';

const answer: Answer = {
  status: 201,
  headers: [
    ['Content-Type', 'application/json'],
    ['set-cookie', 'a=1'],
    ['set-cookie', 'b=2; HttpOnly'],
  ],
  body: '{"id":7,"name":"Ada","tags":["x","y"],"nothing":null,"at":{"z":1,"a":2}}',
  timeMs: 12.3456,
  cpuMs: 3,
};

const passing: Assertion[] = [
  { target: 'status', op: 'equals', value: 201 },
  { target: 'status', op: 'class', value: '2xx' },
  { target: 'status', op: 'range', value: [200, 201] },
  { target: 'header', name: 'content-type', op: 'equals', value: 'application/json' },
  { target: 'header', name: 'Set-Cookie', op: 'equals', value: 'a=1' },
  { target: 'header', name: 'Set-Cookie', op: 'contains', value: 'HttpOnly' },
  { target: 'header', name: 'set-cookie', op: 'matches', value: '^b=\\d' },
  { target: 'header', name: 'x-powered-by', op: 'absent' },
  { target: 'header', name: 'content-type', op: 'exists' },
  { target: 'json', path: '$.id', op: 'equals', value: 7 },
  { target: 'json', path: '$.at', op: 'equals', value: { a: 2, z: 1 } },
  { target: 'json', path: '$.tags[*]', op: 'equals', value: 'y' },
  { target: 'json', path: "$.tags[?@ == 'x']", op: 'exists' },
  { target: 'json', path: '$.nothing', op: 'exists' },
  { target: 'json', path: '$.nothing', op: 'type', value: 'null' },
  { target: 'json', path: '$.missing', op: 'absent' },
  { target: 'json', path: '$.tags', op: 'length', value: 2 },
  { target: 'json', path: '$.name', op: 'length', value: 3 },
  { target: 'json', path: '$.name', op: 'matches', value: '^A' },
  { target: 'body', op: 'contains', value: '"Ada"' },
  { target: 'body', op: 'matches', value: '"id":\\d+' },
  { target: 'body', op: 'subset', value: { tags: ['x'], at: { a: 2 } } },
  { target: 'time', op: 'below', value: 13 },
  { target: 'cpu', op: 'below', value: 3.1 },
];

test.each(passing)('passes: $target $op $value', (assertion) => {
  expect(evaluateAssertions([assertion], answer)[0]).toMatchObject({ outcome: 'passed' });
});

const failing: [Assertion, string, string][] = [
  [{ target: 'status', op: 'equals', value: 200 }, '200', '201'],
  [{ target: 'status', op: 'class', value: '4xx' }, '4xx', '201'],
  [{ target: 'status', op: 'range', value: [400, 499] }, '400 to 499', '201'],
  [{ target: 'header', name: 'x-none', op: 'equals', value: 'a' }, 'a', 'no such header'],
  [{ target: 'header', name: 'set-cookie', op: 'absent' }, 'no such header', 'a=1\nb=2; HttpOnly'],
  [{ target: 'json', path: '$.id', op: 'equals', value: '7' }, '"7"', '7'],
  [{ target: 'json', path: '$.missing', op: 'exists' }, 'any value', 'nothing there'],
  [{ target: 'json', path: '$.id', op: 'length', value: 1 }, 'of length 1', 'without a length: 7'],
  [{ target: 'json', path: '$.id', op: 'matches', value: '7' }, 'matches /7/', '7'],
  [
    { target: 'json', path: '$.[', op: 'exists' },
    'an assertion that can be looked at',
    expect.stringContaining('unexpected') as string,
  ],
  [
    { target: 'body', op: 'subset', value: { id: 8, at: { b: 1 } } },
    '{\n  "id": 8,\n  "at": {\n    "b": 1\n  }\n}',
    '{\n  "id": 7,\n  "at": {}\n}',
  ],
  [
    { target: 'body', op: 'subset', value: { tags: ['y'] } },
    expect.any(String) as string,
    expect.any(String) as string,
  ],
  [{ target: 'time', op: 'below', value: 12 }, 'below 12 ms', '12.35 ms'],
];

test.each(failing)('fails with both sides: %j', (assertion, expected, actual) => {
  expect(evaluateAssertions([assertion], answer)[0]).toMatchObject({ outcome: 'failed', expected, actual });
});

test('says that a body is not JSON, not text or empty', () => {
  const about = (body: string | null) =>
    evaluateAssertions([{ target: 'json', path: '$', op: 'exists' }], { ...answer, body })[0]?.actual;
  expect(about('<p>')).toBe('the body is not JSON: <p>');
  expect(about('')).toBe('the body is empty');
  expect(about(null)).toBe('the body is not text');
});

test('leaves out CPU time where nobody measures it, and that is no failure', () => {
  const results = evaluateAssertions([{ target: 'cpu', op: 'below', value: 1 }], { ...answer, cpuMs: null });
  expect(results[0]?.outcome).toBe('skipped');
  expect(havePassed(results)).toBe(true);
});

test('a pattern that cannot be looked at fails with the reason', () => {
  const slow = (): boolean => {
    throw new Error('it takes too long');
  };
  const results = evaluateAssertions([{ target: 'body', op: 'matches', value: '(a+)+b' }], answer, slow);
  expect(results[0]).toMatchObject({ outcome: 'failed', actual: 'it takes too long' });
  expect(havePassed(results)).toBe(false);
});
