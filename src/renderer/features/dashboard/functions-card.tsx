import { useTranslation } from 'react-i18next';

import type { FunctionStats } from '../../../contract/stats.ts';
import { useFormat } from '../../i18n/format.ts';
import { useFunctions } from '../../state/functions-store.ts';
import { openScreen } from '../../state/router-store.ts';
import { useStats } from '../../state/stats-store.ts';
import { StatusBadge } from '../../ui/badge.tsx';
import { Card } from '../../ui/card.tsx';
import { FaultNote } from '../../ui/fault-note.tsx';
import { Sparkline } from '../../ui/sparkline.tsx';
import { type Column, Table } from '../../ui/table.tsx';

/** How each function does, the busiest first. */
export function FunctionsCard() {
  const { t } = useTranslation();
  const format = useFormat();
  const stats = useStats((state) => state.functions);
  const shapes = useStats((state) => state.shapes);
  const functions = useFunctions((state) => state.functions);
  const problemOf = (functionId: string) => functions.get(functionId)?.problem;
  const rows = [...stats.values()]
    .filter(({ functionId, requests }) => requests > 0 || problemOf(functionId) !== undefined)
    .toSorted((a, b) => b.requests - a.requests);
  const columns: Column<FunctionStats>[] = [
    {
      key: 'name',
      header: t('functions.name'),
      className: 'w-[22%]',
      cell: ({ functionId }) => {
        const problem = problemOf(functionId);
        return (
          <>
            <button
              type="button"
              onClick={() => openScreen({ name: 'editor', functionId })}
              className="max-w-full truncate rounded font-medium hover:text-accent-ink hover:underline"
            >
              {functions.get(functionId)?.name ?? functionId}
            </button>
            {problem && <FaultNote title={t('functions.doesNotCompile')} fault={problem} className="pb-1.5" />}
          </>
        );
      },
    },
    {
      key: 'shape',
      header: t('dashboard.lastMinute'),
      wideOnly: true,
      cell: ({ functionId }) => <Sparkline values={shapes.get(functionId)?.perSecond ?? []} className="text-accent" />,
    },
    {
      key: 'requests',
      header: t('dashboard.requests'),
      numeric: true,
      cell: ({ requests }) => format.number(requests),
    },
    { key: 'errors', header: t('dashboard.errors'), numeric: true, cell: (row) => <Errors row={row} /> },
    { key: 'p50', header: 'p50', numeric: true, cell: ({ wallP50Ms }) => format.duration(wallP50Ms) },
    { key: 'p95', header: 'p95', numeric: true, cell: ({ wallP95Ms }) => format.duration(wallP95Ms) },
    { key: 'p99', header: 'p99', numeric: true, wideOnly: true, cell: ({ wallP99Ms }) => format.duration(wallP99Ms) },
    { key: 'cpu', header: t('dashboard.cpuP95'), numeric: true, cell: ({ cpuP95Ms }) => format.duration(cpuP95Ms) },
    {
      key: 'out',
      header: t('dashboard.bytesOut'),
      numeric: true,
      wideOnly: true,
      cell: ({ responseBytes }) => format.bytes(responseBytes),
    },
    {
      key: 'last',
      header: t('functions.lastStatus'),
      cell: ({ lastStatus }) => (lastStatus === null ? '–' : <StatusBadge status={lastStatus} />),
    },
  ];
  if (rows.length === 0) return null;
  return (
    <Card title={t('frame.functions')} flush>
      <Table
        className="max-h-[520px]"
        label={t('frame.functions')}
        columns={columns}
        rows={rows}
        rowKey={({ functionId }) => functionId}
      />
    </Card>
  );
}

/** How many failed, and their share. */
export function Errors({ row: { errors, requests } }: { row: Pick<FunctionStats, 'errors' | 'requests'> }) {
  const format = useFormat();
  if (errors === 0) return <span className="text-text-3">0</span>;
  return (
    <span className="text-danger">
      <span aria-hidden>✕ </span>
      {format.number(errors)} ({format.percent(errors / requests)})
    </span>
  );
}
