import type { CaseCount } from '../../tests/safety/case-count.ts';

/** What one test has shown for the figures it is tagged with. */
export interface Measured {
  tags: readonly string[];
  cases: CaseCount;
}

/** vitest's JSON report, as far as it matters here. */
export interface VitestReport {
  testResults?: { assertionResults: { status: string; tags?: string[]; meta?: { cases?: CaseCount } }[] }[];
}

interface PlaywrightSuite {
  suites?: PlaywrightSuite[];
  specs?: {
    tags: string[];
    tests: { status: string; annotations: { type: string; description?: string }[] }[];
  }[];
}

/** Playwright's JSON report. Tests count more than one case by an annotation `{ type: 'cases', description: '1000' }`. */
export type PlaywrightReport = PlaywrightSuite;

export function measuredByVitest({ testResults = [] }: VitestReport): Measured[] {
  return testResults
    .flatMap(({ assertionResults }) => assertionResults)
    .filter(({ status, tags = [] }) => tags.length > 0 && (status === 'passed' || status === 'failed'))
    .map(({ status, tags = [], meta }) => ({ tags, cases: casesOf(status === 'passed', meta?.cases) }));
}

export function measuredByPlaywright({ suites = [], specs = [] }: PlaywrightReport): Measured[] {
  const own = specs.flatMap(({ tags, tests }) =>
    tests
      .filter(({ status }) => tags.length > 0 && status !== 'skipped')
      .map(({ status, annotations }) => {
        const passed = Number(annotations.find(({ type }) => type === 'cases')?.description ?? 1);
        return { tags, cases: casesOf(status !== 'unexpected', { passed, failed: 0 }) };
      }),
  );
  return [...own, ...suites.flatMap(measuredByPlaywright)];
}

/** A test that failed has a failed case, whatever it had counted. */
function casesOf(hasPassed: boolean, counted: CaseCount = { passed: 1, failed: 0 }): CaseCount {
  if (hasPassed || counted.failed > 0) return counted;
  return { passed: Math.max(0, counted.passed - 1), failed: 1 };
}
