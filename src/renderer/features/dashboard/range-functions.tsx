import { useTranslation } from 'react-i18next';

import type { TrafficHistory } from '../../../contract/stats.ts';
import { useFunctions } from '../../state/functions-store.ts';
import { openScreen } from '../../state/router-store.ts';
import { Card } from '../../ui/card.tsx';
import { type Column, Table } from '../../ui/table.tsx';
import { useTrafficColumns } from './traffic-columns.tsx';

type Row = TrafficHistory['functions'][number];

/** How each function did in a stretch of time, the busiest first; its numbers lead to its calls. */
export function RangeFunctions({ functions }: { functions: readonly Row[] }) {
  const { t } = useTranslation();
  const known = useFunctions((state) => state.functions);
  const traffic = useTrafficColumns<Row>({
    shape: { header: t('dashboard.course'), of: ({ shape }) => shape },
    cpu: { header: t('dashboard.cpu'), ofMs: ({ cpuMs }) => cpuMs },
  });
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
    ...traffic,
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
