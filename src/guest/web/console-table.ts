import util from 'node-inspect-extracted';

import { isObject } from './webidl.ts';

/** `console.table` as text; null when the data is not tabular. */
export function consoleTable(data: unknown, properties: unknown): string | null {
  if (!isObject(data)) return null;
  const wanted = properties === undefined || properties === null ? null : Array.from(properties as unknown[], String);
  const rows = toRows(data);
  const columns: string[] = [];
  let hasValues = false;
  for (const { value } of rows) {
    if (!isObject(value) || typeof value === 'function') {
      hasValues = true;
      continue;
    }
    for (const key of wanted ?? Object.keys(value)) if (!columns.includes(key)) columns.push(key);
  }
  const header = ['(index)', ...columns, ...(hasValues && wanted === null ? ['Values'] : [])];
  const lines = rows.map(({ index, value }) => toCells(index, value, header, columns));
  return drawTable(header, lines);
}

function toRows(data: object): { index: string; value: unknown }[] {
  if (data instanceof Map) {
    return Array.from(data, ([key, value], index) => ({ index: String(index), value: { Key: key, Values: value } }));
  }
  if (data instanceof Set) return Array.from(data, (value, index) => ({ index: String(index), value }));
  return Object.entries(data).map(([index, value]) => ({ index, value: value as unknown }));
}

function toCells(index: string, value: unknown, header: string[], columns: string[]): string[] {
  const cells = [index];
  const isRecord = isObject(value) && typeof value !== 'function';
  for (const column of columns) {
    cells.push(isRecord && Object.hasOwn(value, column) ? show((value as Record<string, unknown>)[column]) : '');
  }
  if (header.length > cells.length) cells.push(isRecord ? '' : show(value));
  return cells;
}

const show = (value: unknown): string => util.inspect(value, { depth: 0, maxArrayLength: 3, breakLength: Infinity });

function drawTable(header: string[], rows: string[][]): string {
  const widths = header.map((title, column) =>
    Math.max(title.length, ...rows.map((row) => (row[column] ?? '').length)),
  );
  const rule = (left: string, middle: string, right: string) =>
    left + widths.map((width) => '─'.repeat(width + 2)).join(middle) + right;
  const line = (cells: string[]) => `│${widths.map((width, at) => ` ${(cells[at] ?? '').padEnd(width)} `).join('│')}│`;
  return [rule('┌', '┬', '┐'), line(header), rule('├', '┼', '┤'), ...rows.map(line), rule('└', '┴', '┘')].join('\n');
}
