import { expect, test } from 'vitest';

import { evaluateAssertions, havePassed } from './evaluate-assertions.ts';
import { suggestAssertions } from './suggest-assertions.ts';

const json = [['content-type', 'application/json; charset=utf-8']] as [string, string][];

test.each([
  [201, json, '{"id":"x1","name":"Ada","createdAt":"2026-01-01T00:00:00Z","tags":["a","b"],"none":null}'],
  [200, json, '[{"a":1},{"a":2}]'],
  [200, json, '[]'],
  [200, json, '"text"'],
  [404, [], 'not here'],
  [204, [], ''],
  [200, [], null],
])('expects what the answer itself has: %s %s %s', (status, headers, body) => {
  const assertions = suggestAssertions({ status, headers, body });
  expect(havePassed(evaluateAssertions(assertions, { status, headers, body, timeMs: 1, cpuMs: 1 }))).toBe(true);
});

test('leaves out what is another one each time', () => {
  const body = '{"id":"x1","name":"Ada","createdAt":"2026-01-01T00:00:00Z","n":{"token":"1"}}';
  expect(suggestAssertions({ status: 200, headers: json, body })).toEqual([
    { target: 'status', op: 'equals', value: 200 },
    { target: 'header', name: 'content-type', op: 'contains', value: 'application/json' },
    { target: 'body', op: 'subset', value: { name: 'Ada' } },
  ]);
});
