import type { TestResult, TestTotals } from '../../contract/test.ts';
import { complaints } from './pretty-report.ts';

/** What build servers read: a suite a function, a case a test. */
export function junitReport(results: readonly TestResult[], totals: TestTotals): string {
  const suites = [...Map.groupBy(results, ({ functionId }) => functionId)].map(([id, tests]) => suite(id, tests));
  const counts = `tests="${results.length}" failures="${totals.failed}" errors="${totals.broken}"`;
  const attributes = `name="nexo" ${counts} time="${seconds(totals.durationMs)}"`;
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites ${attributes}>\n${suites.join('')}</testsuites>\n`;
}

function suite(functionId: string, tests: readonly TestResult[]): string {
  const count = (outcome: TestResult['outcome']): number => tests.filter((test) => test.outcome === outcome).length;
  const counts = `tests="${tests.length}" failures="${count('failed')}" errors="${count('broken')}"`;
  const time = seconds(tests.reduce((sum, { durationMs }) => sum + durationMs, 0));
  const cases = tests.map(testCase).join('');
  return `  <testsuite name="${escape(functionId)}" ${counts} time="${time}">\n${cases}  </testsuite>\n`;
}

function testCase(result: TestResult): string {
  const { functionId, name, file, outcome, durationMs } = result;
  const names = `classname="${escape(functionId)}" name="${escape(name)}" file="${escape(file)}"`;
  const open = `    <testcase ${names} time="${seconds(durationMs)}"`;
  if (outcome === 'passed') return `${open}/>\n`;
  const lines = complaints(result);
  const element = outcome === 'failed' ? 'failure' : 'error';
  const message = escape(lines[0] ?? outcome);
  const text = escape(lines.join('\n'));
  return `${open}>\n      <${element} message="${message}">${text}</${element}>\n    </testcase>\n`;
}

const seconds = (ms: number): string => (ms / 1_000).toFixed(3);

/** XML 1.0 knows no control characters, not even escaped. */
const forbidden = /[^\P{Cc}\t\n\r]|\p{Cs}|[\uFFFE\uFFFF]/gu;

function escape(text: string): string {
  return text
    .replace(forbidden, '\uFFFD')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll('\n', '&#10;');
}
