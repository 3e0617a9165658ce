import type { Figure } from '../../tests/safety/figures.ts';
import type { Measured } from './measured.ts';

export type Length = keyof Figure['least'];

export interface Row {
  figure: Figure;
  passed: number;
  failed: number;
  verdict: 'ok' | 'FAILED' | 'TOO FEW' | 'not measured';
}

/** One row for every figure, also for those nobody has measured. */
export function rowsOf(figures: readonly Figure[], measured: readonly Measured[], length: Length): Row[] {
  return figures.map((figure) => {
    const cases = measured.filter(({ tags }) => tags.includes(figure.tag)).map((test) => test.cases);
    const passed = cases.reduce((sum, one) => sum + one.passed, 0);
    const failed = cases.reduce((sum, one) => sum + one.failed, 0);
    return { figure, passed, failed, verdict: verdictOf(passed, failed, figure.least[length]) };
  });
}

function verdictOf(passed: number, failed: number, least: number): Row['verdict'] {
  if (failed > 0) return 'FAILED';
  if (passed === 0) return 'not measured';
  return passed < least ? 'TOO FEW' : 'ok';
}

/** Whether the rows allow what they are asked for: CI goes on without a figure nobody measured, a release does not. */
export function isGood(rows: readonly Row[], length: Length): boolean {
  return rows.every(({ verdict }) => verdict === 'ok' || (verdict === 'not measured' && length === 'short'));
}

export function tableOf(rows: readonly Row[], length: Length): string {
  const suffix = length === 'full' ? ' --full' : '';
  const cells = rows.map(({ figure, passed, failed, verdict }) => [
    figure.tag.toUpperCase(),
    figure.name,
    count(figure.least[length]),
    count(passed + failed),
    count(passed),
    count(failed),
    verdict,
    `npm run verify:safety -- ${figure.tag}${suffix}`,
  ]);
  const header = ['', 'figure', 'least', 'count', 'passed', 'failed', 'verdict', 'command'];
  const widths = header.map((name, column) => Math.max(name.length, ...cells.map((row) => row[column]!.length)));
  const lines = [header, ...cells].map((row) =>
    row.map((cell, column) => (isNumber(column) ? cell.padStart(widths[column]!) : cell.padEnd(widths[column]!))),
  );
  return lines.map((line) => line.join('  ').trimEnd()).join('\n');
}

function isNumber(column: number): boolean {
  return column >= 2 && column <= 5;
}

function count(number: number): string {
  return number.toLocaleString('en');
}
