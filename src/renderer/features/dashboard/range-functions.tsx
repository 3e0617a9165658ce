import { useTranslation } from 'react-i18next';

import type { TrafficHistory } from '../../../contract/stats.ts';
import { useFormat } from '../../i18n/format.ts';
import { useFunctions } from '../../state/functions-store.ts';
import { openScreen } from '../../state/router-store.ts';
import { Card } from '../../ui/card.tsx';
import { Sparkline } from '../../ui/sparkline.tsx';
import { type Column, Table } from '../../ui/table.tsx';
import { Errors } from './functions-card.tsx';

type Row = TrafficHistory['functions'][number];

/** How each function did in a stretch of time, the busiest first; its numbers lead to its calls. */
export function RangeFunctions({ functions }: { functions: readonly Row[] }) {
  const { t } = useTranslation();
  const format = useFormat();
  const known = useFunctions((state) => state.functions);
  const columns: Column<Row>[] = [
    {
      key: 'name',
      header: t('functions.name'),
      className: 'w-[22%]',
      cell: ({ functionId }) => (
        <button
          type="button"
          onClick={() => openScreen({ name: 'calls', query: `fn:${functionId}`, callId: null })}
          className="max-w-full truncate rounded font-medium hover:text-accent-ink hover:underline"
        >
          {known.get(functionId)?.name ?? functionId}
        </button>
      ),
    },
    {
      key: 'shape',
      header: t('dashboard.course'),
      wideOnly: true,
      cell: ({ shape }) => <Sparkline values={shape} className="text-accent" />,
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
    { key: 'cpu', header: t('dashboard.cpu'), numeric: true, cell: ({ cpuMs }) => format.duration(cpuMs) },
    {
      key: 'out',
      header: t('dashboard.bytesOut'),
      numeric: true,
      wideOnly: true,
      cell: ({ responseBytes }) => format.bytes(responseBytes),
    },
  ];
  return (
    <Card title={t('frame.functions')} flush>
      <Table
        className="max-h-[520px]"
        label={t('frame.functions')}
        columns={columns}
        rows={functions}
        rowKey={({ functionId }) => functionId}
      />
    </Card>
  );
}
