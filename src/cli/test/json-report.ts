import type { TestResult, TestTotals } from '../../contract/test.ts';

/** Everything there is to know about a run, for programs. */
export function jsonReport(results: readonly TestResult[], totals: TestTotals): string {
  return `${JSON.stringify({ totals, results }, null, 2)}\n`;
}
