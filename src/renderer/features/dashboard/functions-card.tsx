import { useTranslation } from 'react-i18next';

import type { FunctionStats } from '../../../contract/stats.ts';
import { useFunctions } from '../../state/functions-store.ts';
import { openScreen } from '../../state/router-store.ts';
import { useStats } from '../../state/stats-store.ts';
import { StatusBadge } from '../../ui/badge.tsx';
import { Card } from '../../ui/card.tsx';
import { FaultNote } from '../../ui/fault-note.tsx';
import { type Column, Table } from '../../ui/table.tsx';
import { useTrafficColumns } from './traffic-columns.tsx';

/** How each function does, the busiest first. */
export function FunctionsCard() {
  const { t } = useTranslation();
  const stats = useStats((state) => state.functions);
  const shapes = useStats((state) => state.shapes);
  const functions = useFunctions((state) => state.functions);
  const problemOf = (functionId: string) => functions.get(functionId)?.problem;
  const rows = [...stats.values()]
    .filter(({ functionId, requests }) => requests > 0 || problemOf(functionId) !== undefined)
    .toSorted((a, b) => b.requests - a.requests);
  const traffic = useTrafficColumns<FunctionStats>({
    shape: { header: t('dashboard.lastMinute'), of: ({ functionId }) => shapes.get(functionId)?.perSecond ?? [] },
    cpu: { header: t('dashboard.cpuP95'), ofMs: ({ cpuP95Ms }) => cpuP95Ms },
  });
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
    ...traffic,
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
