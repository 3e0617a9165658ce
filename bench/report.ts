import { execFileSync } from 'node:child_process';
import { cpus, loadavg, release, totalmem, type as systemType } from 'node:os';

import bun from 'bun/package.json' with { type: 'json' };
import deno from 'deno/package.json' with { type: 'json' };
import miniflare from 'miniflare/package.json' with { type: 'json' };
import workerd from 'workerd/package.json' with { type: 'json' };

import type { Aim } from './scenario.ts';

/** One line of a table: column title to text. */
export type Row = Record<string, string>;

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? Number.NaN) + upper) / 2;
}

/** Median, then minimum to maximum. */
export function spread(values: readonly number[], digits: number): string {
  const text = (value: number): string => value.toFixed(digits);
  return `${text(median(values))} (${text(Math.min(...values))}–${text(Math.max(...values))})`;
}

/** A Markdown section that also reads well on a terminal. */
export function section(title: string, rows: readonly Row[]): string {
  const columns = Object.keys(rows[0] ?? {});
  const widths = columns.map((column) => Math.max(column.length, ...rows.map((row) => row[column]?.length ?? 0)));
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell, index) => cell.padEnd(widths[index] ?? 0)).join(' | ')} |`;
  const body = rows.map((row) => line(columns.map((column) => row[column] ?? '')));
  return [`## ${title}`, '', line(columns), line(widths.map((width) => '-'.repeat(width))), ...body, ''].join('\n');
}

/** Every aim with what came of it, and by how much it is missed. */
export function aimsTable(aims: readonly Aim[]): Row[] {
  return aims.map(({ figure, aim, measured, missedBy }) => ({
    figure,
    aim,
    measured,
    'short by': missedBy ?? 'reached',
  }));
}

/** What the figures were made on. */
export function describeMachine(): string {
  const [cpu] = cpus();
  const machine = `${cpus().length} × ${cpu?.model.trim() ?? 'unknown CPU'}, ${Math.round(totalmem() / 2 ** 30)} GB, ${systemType()} ${release()}`;
  const versions = [workerd, deno, bun, miniflare].map(({ name, version }) => `${name} ${version}`);
  return `Machine: ${machine}\nVersions: node ${process.version}, ${versions.join(', ')}\nLoad before: ${loadavg()
    .map((load) => load.toFixed(2))
    .join(', ')}\n`;
}

/** The commit the figures belong to; `+` after it when the tree had changes. */
export function describeCommit(): string {
  const git = (...args: string[]): string => execFileSync('git', args, { encoding: 'utf8' }).trim();
  return git('rev-parse', '--short', 'HEAD') + (git('status', '--porcelain') ? '+' : '');
}
