import { styleText } from 'node:util';

export type Style = 'green' | 'red' | 'yellow' | 'dim' | 'bold';

/** Colours where the terminal shows them and nobody asked for none. */
export function paint(style: Style, text: string, stream: NodeJS.WriteStream = process.stdout): string {
  return styleText(style, text, { stream });
}

/** Columns as wide as their longest text; the last is as long as it likes. */
export function columns(rows: readonly (readonly string[])[]): string {
  const widths = rows[0]?.map((_, index) => Math.max(...rows.map((row) => row[index]?.length ?? 0))) ?? [];
  return rows
    .map((row) =>
      row.map((text, index) => (index === row.length - 1 ? text : text.padEnd((widths[index] ?? 0) + 2))).join(''),
    )
    .join('\n');
}
