import { expect, test } from 'vitest';

import type { TestResult, TestSummary } from '../../contract/test.ts';
import { testMarkOf } from './test-mark.ts';
import { testKey, type TestsState } from './tests-store.ts';

const summary = (name: string): TestSummary =>
  ({ functionId: 'hello', name, file: `functions/hello/tests/${name}.json`, broken: null }) as TestSummary;
const all = [summary('one'), summary('two')];
const state = (outcomes: Record<string, TestResult['outcome']>, running: string[] = []): TestsState => ({
  tests: new Map([['hello', all]]),
  results: new Map(Object.entries(outcomes).map(([name, outcome]) => [`hello/${name}`, { outcome } as TestResult])),
  running: new Set(running),
});

test('a function is green once all its tests passed, red as soon as one did not', () => {
  expect(testMarkOf(state({ one: 'passed' }), 'functions/hello')).toBeNull();
  expect(testMarkOf(state({ one: 'passed', two: 'passed' }), 'functions/hello')).toBe('passed');
  expect(testMarkOf(state({ one: 'passed', two: 'failed' }), 'functions/hello/tests')).toBe('failed');
  expect(testMarkOf(state({}, [testKey(summary('two'))]), 'functions/hello')).toBe('running');
});

test('a test is marked at its file, other files are not', () => {
  const mixed = state({ one: 'passed', two: 'failed' });
  expect(testMarkOf(mixed, 'functions/hello/tests/one.json')).toBe('passed');
  expect(testMarkOf(mixed, 'functions/hello/tests/two.json')).toBe('failed');
  expect(testMarkOf(mixed, 'functions/hello/index.ts')).toBeNull();
  expect(testMarkOf(mixed, 'shared')).toBeNull();
});
