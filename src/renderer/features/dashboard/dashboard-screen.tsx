import { Activity } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';

import { useFormat } from '../../i18n/format.ts';
import { useStats } from '../../state/stats-store.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ScreenHeader } from '../../ui/screen-header.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { FunctionsCard } from './functions-card.tsx';
import { NumberTiles } from './number-tiles.tsx';
import { RangeSwitch, type ShownRange } from './range-switch.tsx';
import { RangeView } from './range-view.tsx';
import { PoolView } from './pool-view.tsx';
import { TrafficCharts } from './traffic-charts.tsx';

/** What the engine is doing, live, or did over a stretch of time: the numbers, their course, the pool and every function. */
export function DashboardScreen() {
  const { t } = useTranslation();
  const format = useFormat();
  const stats = useStats((state) => state.stats);
  const [range, setRange] = useState<ShownRange>('live');
  return (
    <div className="flex h-full flex-col">
      <ScreenHeader title={t('frame.dashboard')}>
        <RangeSwitch range={range} onChange={setRange} />
        {stats && (
          <span className="text-xs text-text-3 tabular-nums">
            {t('dashboard.uptime', { time: format.span(stats.uptimeMs) })}
          </span>
        )}
      </ScreenHeader>
      <div className="min-h-0 flex-1 overflow-y-auto">
        {stats ? (
          <div className="flex flex-col gap-4 p-4">
            {range !== 'live' ? (
              <RangeView range={range} />
            ) : stats.requests === 0 ? (
              <div className="rounded-xl border border-line">
                <EmptyState icon={Activity} title={t('dashboard.quiet')} description={t('dashboard.quietHint')} />
              </div>
            ) : (
              <>
                <NumberTiles stats={stats} />
                <TrafficCharts traffic={stats.traffic} />
              </>
            )}
            <PoolView pool={stats.pool} />
            {range === 'live' && <FunctionsCard />}
          </div>
        ) : (
          <Loading />
        )}
      </div>
    </div>
  );
}

function Loading() {
  const { t } = useTranslation();
  return (
    <div role="status" aria-label={t('common.loading')} className="flex flex-col gap-4 p-4">
      <Skeleton className="h-24 rounded-xl" />
      <Skeleton className="h-52 rounded-xl" />
      <Skeleton className="h-40 rounded-xl" />
    </div>
  );
}
