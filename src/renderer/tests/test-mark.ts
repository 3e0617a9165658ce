import { countTests, testKey, type TestsState, useTests } from './tests-store.ts';

/** How tests went last: those of a function's folder, or one by its file. */
export type TestMark = 'passed' | 'failed' | 'running';

/** The mark of a path in the tree: `functions/hello`, its folder of tests, or a test's file; null where there is none. */
export function testMarkOf({ tests, results, running }: TestsState, path: string): TestMark | null {
  const [top, functionId = '', folder, file] = path.split('/');
  const own = top === 'functions' ? tests?.get(functionId) : undefined;
  if (own === undefined || (folder !== undefined && folder !== 'tests')) return null;
  const meant = file === undefined ? own : own.filter((test) => test.file === path);
  if (meant.some((test) => running.has(testKey(test)))) return 'running';
  const { total, passed, failed } = countTests(meant, results);
  if (failed > 0) return 'failed';
  return total > 0 && passed === total ? 'passed' : null;
}

export const useTestMark = (path: string): TestMark | null => useTests((state) => testMarkOf(state, path));
