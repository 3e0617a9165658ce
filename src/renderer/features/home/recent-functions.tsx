import { ArrowRight, CircleAlert, FunctionSquare } from 'lucide-react';
import { useTranslation } from 'react-i18next';

import type { FunctionSummary } from '../../../contract/function.ts';
import type { FunctionStats } from '../../../contract/stats.ts';
import { useFormat } from '../../i18n/format.ts';
import { sortedFunctions, useFunctions } from '../../state/functions-store.ts';
import { openScreen } from '../../state/router-store.ts';
import { useStats } from '../../state/stats-store.ts';
import { Badge, MethodBadge, StatusBadge } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import { Card } from '../../ui/card.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { faultPlace } from '../../ui/fault-text.ts';
import { Skeleton } from '../../ui/skeleton.tsx';
import { useNow } from '../../ui/use-now.ts';
import { latestFirst } from './latest-first.ts';

const shownFunctions = 6;

/** The functions called last, then the rest by name; the first few. */
export function RecentFunctions() {
  const { t } = useTranslation();
  const functions = useFunctions((state) => state.functions);
  const opened = useFunctions((state) => state.workspace !== null);
  const stats = useStats((state) => state.functions);
  const shown = latestFirst(sortedFunctions(functions), stats).slice(0, shownFunctions);
  return (
    <Card
      title={t('home.functions')}
      flush
      actions={
        functions.size > 0 && (
          <Button tone="ghost" size="sm" onClick={() => openScreen({ name: 'functions' })}>
            {t('home.all', { count: functions.size })}
            <ArrowRight aria-hidden size={13} />
          </Button>
        )
      }
    >
      {!opened && <LoadingRows />}
      {opened && shown.length === 0 && (
        <EmptyState icon={FunctionSquare} title={t('functions.emptyTitle')} description={t('home.emptyHint')} />
      )}
      {shown.length > 0 && (
        <ul className="pb-2">
          {shown.map((item) => (
            <li key={item.id}>
              <RecentRow item={item} stats={stats.get(item.id)} />
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}

function LoadingRows() {
  return (
    <div className="flex flex-col gap-3 px-4 pb-4">
      {[0, 1, 2].map((row) => (
        <Skeleton key={row} className="h-7" />
      ))}
    </div>
  );
}

function RecentRow({ item, stats }: { item: FunctionSummary; stats: FunctionStats | undefined }) {
  const { t } = useTranslation();
  const format = useFormat();
  const now = useNow(1_000);
  const [method] = item.methods;
  const fault = item.damage ?? item.problem;
  return (
    <button
      type="button"
      onClick={() => openScreen({ name: 'editor', functionId: item.id })}
      className="flex h-10 w-full items-center gap-2.5 px-4 text-left -outline-offset-2 hover:bg-hover"
    >
      <span className="flex w-16 shrink-0">
        {item.damage ? (
          <Badge tone="danger">{t('functions.damaged')}</Badge>
        ) : item.problem ? (
          <CircleAlert role="img" aria-label={t('functions.doesNotCompile')} size={14} className="text-danger" />
        ) : (
          method && <MethodBadge method={method} />
        )}
      </span>
      <span className="truncate text-sm font-medium">{item.name}</span>
      <span className="min-w-0 flex-1 truncate font-mono text-xs text-text-3">
        {fault ? faultPlace(fault) : item.route}
      </span>
      {stats?.lastInvokedAt && (
        <span className="text-xs text-text-3 tabular-nums">{format.ago(stats.lastInvokedAt, now)}</span>
      )}
      {typeof stats?.lastStatus === 'number' && <StatusBadge status={stats.lastStatus} />}
    </button>
  );
}
