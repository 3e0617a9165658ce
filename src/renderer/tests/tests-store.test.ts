import { expect, test } from 'vitest';

import type { TestResult, TestSummary } from '../../contract/test.ts';
import { applyTestsEvent, countTests, noTests } from './tests-store.ts';

const summary = (functionId: string, name: string, broken = false): TestSummary => ({
  functionId,
  name,
  file: `functions/${functionId}/tests/${name}.json`,
  method: 'GET',
  fetch: 'live',
  assertions: 1,
  broken: broken ? { file: 'f', reason: 'r' } : null,
});
const ended = (outcome: TestResult['outcome']) => ({ outcome }) as TestResult;

test('groups tests by function, and takes over what has changed', () => {
  const opened = applyTestsEvent(noTests, { type: 'opened', tests: [summary('a', 'x'), summary('b', 'y')] });
  expect([...(opened.tests?.keys() ?? [])]).toEqual(['a', 'b']);
  const changed = applyTestsEvent(opened, { type: 'changed', functionId: 'a', tests: [] });
  expect([...(changed.tests?.keys() ?? [])]).toEqual(['b']);
});

test('forgets how a test ended when it is gone', () => {
  const opened = applyTestsEvent(noTests, { type: 'opened', tests: [summary('a', 'x'), summary('a', 'y')] });
  const results = new Map([
    ['a/x', ended('passed')],
    ['a/y', ended('failed')],
  ]);
  const changed = applyTestsEvent(
    { ...opened, results },
    { type: 'changed', functionId: 'a', tests: [summary('a', 'y')] },
  );
  expect([...changed.results.keys()]).toEqual(['a/y']);
});

test('counts what passed, failed and is broken', () => {
  const tests = [summary('a', 'x'), summary('a', 'y'), summary('a', 'z', true), summary('a', 'new')];
  const results = new Map([
    ['a/x', ended('passed')],
    ['a/y', ended('failed')],
  ]);
  expect(countTests(tests, results)).toEqual({ total: 4, passed: 1, failed: 2 });
});
