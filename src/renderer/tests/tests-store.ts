import { create } from 'zustand';

import type { TestResult, TestSummary } from '../../contract/test.ts';

export interface TestsState {
  /** By function id; a function without tests has no entry. Null until the engine has told. */
  tests: ReadonlyMap<string, readonly TestSummary[]> | null;
  /** How each test ended last, by its key. */
  results: ReadonlyMap<string, TestResult>;
  /** Keys of the tests that wait or run. */
  running: ReadonlySet<string>;
}

export type TestsEvent =
  | { type: 'opened'; tests: readonly TestSummary[] }
  | { type: 'changed'; functionId: string; tests: readonly TestSummary[] };

export const noTests: TestsState = { tests: null, results: new Map(), running: new Set() };

/** The tests of the workspace and how they ended, kept current by live-sync. */
export const useTests = create<TestsState>()(() => noTests);

/** Tells one test from all others. */
export function testKey({ functionId, name }: Pick<TestSummary, 'functionId' | 'name'>): string {
  return `${functionId}/${name}`;
}

/** The state after an event; how a test ended is forgotten with the test. */
export function applyTestsEvent(state: TestsState, event: TestsEvent): TestsState {
  if (event.type === 'opened') {
    return { ...state, tests: Map.groupBy(event.tests, ({ functionId }) => functionId) };
  }
  const tests = new Map(state.tests);
  if (event.tests.length > 0) tests.set(event.functionId, event.tests);
  else tests.delete(event.functionId);
  const left = new Set(event.tests.map(testKey));
  const before = (state.tests?.get(event.functionId) ?? []).map(testKey);
  const forgotten = before.filter((key) => !left.has(key));
  if (forgotten.length === 0) return { ...state, tests };
  const results = new Map(state.results);
  for (const key of forgotten) results.delete(key);
  return { ...state, tests, results };
}

export interface TestCounts {
  total: number;
  passed: number;
  /** Failed or broken. */
  failed: number;
}

/** How tests stand: a broken one counts as failed whether or not it was tried. */
export function countTests(tests: readonly TestSummary[], results: TestsState['results']): TestCounts {
  const outcomes = tests.map((test) => (test.broken ? 'broken' : results.get(testKey(test))?.outcome));
  const passed = outcomes.filter((outcome) => outcome === 'passed').length;
  const failed = outcomes.filter((outcome) => outcome === 'failed' || outcome === 'broken').length;
  return { total: tests.length, passed, failed };
}

const none: readonly TestSummary[] = [];

/** The tests of one function, ordered by name. */
export function useTestsOf(functionId: string): readonly TestSummary[] {
  return useTests(({ tests }) => tests?.get(functionId) ?? none);
}
