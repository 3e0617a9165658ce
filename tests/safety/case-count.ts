import type { TestContext } from 'vitest';

declare module 'vitest' {
  interface TaskMeta {
    /** Cases this test tried, for the table of `npm run verify:safety`; one where it does not say. */
    cases?: CaseCount;
  }
}

export interface CaseCount {
  passed: number;
  failed: number;
}

/** Whether tests run at a release's length, not CI's. */
export const isFullLength = process.env['NEXO_SAFETY'] === 'full';

/** The length of a test of chance or endurance: short in CI, full before a release. */
export function lengthOf<Length>(lengths: { short: Length; full: Length }): Length {
  return isFullLength ? lengths.full : lengths.short;
}

/** Counts one test's cases. A case that fails has to fail the test as well. */
export function countCases({ task }: Pick<TestContext, 'task'>, counted: CaseCount): void {
  const before = task.meta.cases ?? { passed: 0, failed: 0 };
  task.meta.cases = { passed: before.passed + counted.passed, failed: before.failed + counted.failed };
}
