import type { ComponentProps, ReactNode } from 'react';

import { classNames } from './class-names.ts';

export interface Column<Row> {
  key: string;
  header: string;
  /** Numbers stand at the right, in figures of one width. */
  numeric?: boolean;
  /** Left out when the window is narrow. */
  wideOnly?: boolean;
  className?: string;
  cell: (row: Row) => ReactNode;
}

export interface TableProps<Row> {
  label: string;
  columns: readonly Column<Row>[];
  rows: readonly Row[];
  rowKey: (row: Row) => string;
  rowProps?: (row: Row) => ComponentProps<'tr'>;
}

function cellClass<Row>(column: Column<Row>): string {
  return classNames(
    'px-3 first:pl-4 last:pr-4',
    column.numeric ? 'text-right tabular-nums' : 'text-left',
    column.wideOnly && 'max-[1099px]:hidden',
    column.className,
  );
}

/** A plain data table with a header that stays in sight. */
export function Table<Row>({ label, columns, rows, rowKey, rowProps }: TableProps<Row>) {
  return (
    <table aria-label={label} className="w-full border-separate border-spacing-0 text-sm">
      <thead>
        <tr>
          {columns.map((column) => {
            // A column of buttons has no heading, and an empty heading would only be announced as one.
            const Heading = column.header === '' ? 'td' : 'th';
            return (
              <Heading
                key={column.key}
                scope={column.header === '' ? undefined : 'col'}
                className={classNames(
                  cellClass(column),
                  'sticky top-0 z-10 h-8 border-b border-line bg-surface font-sans text-xs font-medium text-text-3',
                )}
              >
                {column.header}
              </Heading>
            );
          })}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => {
          const { className, ...props } = rowProps?.(row) ?? {};
          return (
            <tr key={rowKey(row)} {...props} className={classNames('group', className)}>
              {columns.map((column) => (
                <td key={column.key} className={classNames(cellClass(column), 'h-10 border-b border-line')}>
                  {column.cell(row)}
                </td>
              ))}
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
