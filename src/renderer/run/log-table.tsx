import type { LogMember, LogValue } from '../../contract/log-value.ts';
import { keyText } from './value-text.ts';
import { ValuePreview } from './value-preview.tsx';

const maxColumns = 20;

/** `console.table`: a row for each member, a column for each name in them. */
export function LogTable({ value }: { value: LogValue }) {
  const rows = value.members ?? [];
  const columns = columnsOf(rows);
  const hasValues = rows.some(({ value: cell }) => cell.members === undefined);
  return (
    <div className="overflow-x-auto">
      <table className="border-collapse font-mono text-xs">
        <thead>
          <tr className="text-left text-text-2">
            <HeaderCell text="(index)" />
            {columns.map((column) => (
              <HeaderCell key={column} text={column} />
            ))}
            {hasValues && <HeaderCell text="Values" />}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, index) => (
            <tr key={index}>
              <th scope="row" className="border border-line px-2 py-0.5 text-left font-normal text-text-2">
                {keyText(row.key)}
              </th>
              {columns.map((column) => (
                <Cell key={column} value={row.value.members?.find(({ key }) => key === column)?.value} />
              ))}
              {hasValues && <Cell value={row.value.members === undefined ? row.value : undefined} />}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function columnsOf(rows: readonly LogMember[]): string[] {
  const names = rows.flatMap(({ value }) => (value.members ?? []).map(({ key }) => keyText(key)));
  return [...new Set(names)].slice(0, maxColumns);
}

function HeaderCell({ text }: { text: string }) {
  return (
    <th scope="col" className="border border-line bg-sunken px-2 py-0.5 font-medium">
      {text}
    </th>
  );
}

function Cell({ value }: { value: LogValue | undefined }) {
  return <td className="border border-line px-2 py-0.5">{value && <ValuePreview value={value} />}</td>;
}
