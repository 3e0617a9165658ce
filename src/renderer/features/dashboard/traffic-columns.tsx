import { useTranslation } from 'react-i18next';

import type { FunctionStats } from '../../../contract/stats.ts';
import { useFormat } from '../../i18n/format.ts';
import { Sparkline } from '../../ui/sparkline.tsx';
import type { Column } from '../../ui/table.tsx';

type Traffic = Pick<
  FunctionStats,
  'functionId' | 'requests' | 'errors' | 'wallP50Ms' | 'wallP95Ms' | 'wallP99Ms' | 'responseBytes'
>;

export interface TrafficColumnsOptions<Row> {
  shape: { header: string; of(row: Row): readonly number[] };
  cpu: { header: string; ofMs(row: Row): number };
}

/** What both tables of functions, of now and of a stretch of time, tell in the same columns. */
export function useTrafficColumns<Row extends Traffic>({ shape, cpu }: TrafficColumnsOptions<Row>): Column<Row>[] {
  const { t } = useTranslation();
  const format = useFormat();
  return [
    {
      key: 'shape',
      header: shape.header,
      wideOnly: true,
      cell: (row) => <Sparkline values={shape.of(row)} className="text-accent" />,
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
    { key: 'cpu', header: cpu.header, numeric: true, cell: (row) => format.duration(cpu.ofMs(row)) },
    {
      key: 'out',
      header: t('dashboard.bytesOut'),
      numeric: true,
      wideOnly: true,
      cell: ({ responseBytes }) => format.bytes(responseBytes),
    },
  ];
}

/** How many failed, and their share. */
function Errors({ row: { errors, requests } }: { row: Pick<FunctionStats, 'errors' | 'requests'> }) {
  const format = useFormat();
  if (errors === 0) return <span className="text-text-3">0</span>;
  return (
    <span className="text-danger">
      <span aria-hidden>✕ </span>
      {format.number(errors)} ({format.percent(errors / requests)})
    </span>
  );
}
