import { useVirtualizer } from '@tanstack/react-virtual';
import { type ComponentProps, type ReactNode, useRef } from 'react';

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
  /** Of the scrolling box around the table; give it a height, so that only the rows in sight are drawn. */
  className?: string;
}

const rowHeightPx = 41;

function cellClass<Row>(column: Column<Row>): string {
  return classNames(
    'px-3 first:pl-4 last:pr-4',
    column.numeric ? 'text-right tabular-nums' : 'text-left',
    column.wideOnly && 'max-[1099px]:hidden',
    column.className,
  );
}

/** A data table that scrolls under its header, as quick with a thousand rows as with ten. */
export function Table<Row>({ label, columns, rows, rowKey, rowProps, className }: TableProps<Row>) {
  const scroller = useRef<HTMLDivElement>(null);
  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeightPx,
    overscan: 10,
  });
  const shown = virtualizer.getVirtualItems();
  const above = shown[0]?.start ?? 0;
  const below = virtualizer.getTotalSize() - (shown.at(-1)?.end ?? 0);
  return (
    <div ref={scroller} className={classNames('overflow-auto', className)}>
      <table
        aria-label={label}
        aria-rowcount={rows.length + 1}
        className="w-full table-fixed border-separate border-spacing-0 text-sm"
      >
        <thead>
          <tr>
            {columns.map((column) => (
              <HeaderCell key={column.key} column={column} />
            ))}
          </tr>
        </thead>
        <tbody>
          {above > 0 && <Spacer heightPx={above} />}
          {shown.map(({ index }) => {
            const row = rows[index];
            if (row === undefined) return null;
            return (
              <tr
                key={rowKey(row)}
                {...rowProps?.(row)}
                ref={virtualizer.measureElement}
                data-index={index}
                aria-rowindex={index + 2}
              >
                {columns.map((column) => (
                  <td key={column.key} className={classNames(cellClass(column), 'h-10 border-b border-line')}>
                    {column.cell(row)}
                  </td>
                ))}
              </tr>
            );
          })}
          {below > 0 && <Spacer heightPx={below} />}
        </tbody>
      </table>
    </div>
  );
}

function HeaderCell<Row>({ column }: { column: Column<Row> }) {
  const className = classNames(
    cellClass(column),
    'sticky top-0 z-10 h-8 border-b border-line bg-surface text-xs font-medium text-text-3',
  );
  // An empty header is no header: assistive technology would announce nothing.
  return column.header === '' ? (
    <td className={className} />
  ) : (
    <th scope="col" className={className}>
      {column.header}
    </th>
  );
}

/** Keeps the place of the rows that are out of sight. Over all columns, it would give width to those that are hidden. */
function Spacer({ heightPx }: { heightPx: number }) {
  return (
    <tr aria-hidden>
      <td style={{ height: heightPx }} />
    </tr>
  );
}
