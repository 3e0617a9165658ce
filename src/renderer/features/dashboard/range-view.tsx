import { Activity } from 'lucide-react';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';

import type { TrafficHistory, TrafficRange } from '../../../contract/stats.ts';
import { useFormat } from '../../i18n/format.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { RangeFunctions } from './range-functions.tsx';
import { Tile } from './number-tiles.tsx';
import { TrafficCard } from './traffic-charts.tsx';
import { useTrafficHistory } from './use-traffic-history.ts';

/** A stretch of the past, from what was kept: the numbers, their course, and every function that was called. */
export function RangeView({ range }: { range: TrafficRange }) {
  const { t } = useTranslation();
  const history = useTrafficHistory(range);
  if (history === null) return <Skeleton className="h-72 rounded-xl" />;
  if (history.total.requests === 0) {
    return (
      <div className="rounded-xl border border-line">
        <EmptyState icon={Activity} title={t('dashboard.quietRange')} />
      </div>
    );
  }
  return (
    <>
      <Tiles history={history} />
      <Charts history={history} range={range} />
      <RangeFunctions functions={history.functions} />
    </>
  );
}

function Tiles({ history: { total, steps } }: { history: TrafficHistory }) {
  const { t } = useTranslation();
  const format = useFormat();
  const shape = (of: (step: (typeof steps)[number]) => number): number[] => steps.map(of);
  return (
    <dl className="grid grid-cols-5 overflow-hidden rounded-xl border border-line bg-surface">
      <Tile
        label={t('dashboard.requests')}
        value={format.number(total.requests)}
        note={t('dashboard.inAndOut', {
          received: format.bytes(total.requestBytes),
          sent: format.bytes(total.responseBytes),
        })}
        shape={shape(({ requests }) => requests)}
        tone="text-accent"
      />
      <Tile
        label={t('dashboard.errors')}
        value={format.number(total.errors)}
        note={format.percent(total.errors / total.requests)}
        shape={shape(({ errors }) => errors)}
        tone="text-danger"
      />
      <Tile
        label="p50"
        value={format.duration(total.wallP50Ms)}
        note={t('dashboard.median')}
        shape={shape(({ wallP50Ms }) => wallP50Ms)}
        tone="text-info"
      />
      <Tile
        label="p95"
        value={format.duration(total.wallP95Ms)}
        note={`p99 ${format.duration(total.wallP99Ms)}`}
        shape={shape(({ wallP95Ms }) => wallP95Ms)}
        tone="text-violet"
      />
      <Tile
        label={t('dashboard.cpu')}
        value={format.duration(total.cpuMs)}
        note={t('dashboard.cpuEach', { each: format.duration(total.cpuMs / total.requests) })}
        shape={shape(({ cpuMs }) => cpuMs)}
        tone="text-warm"
      />
    </dl>
  );
}

function Charts({ history: { steps, stepMs }, range }: { history: TrafficHistory; range: TrafficRange }) {
  const { t } = useTranslation();
  const format = useFormat();
  const counts = useMemo(
    () => [
      { label: t('dashboard.requests'), token: '--accent', filled: true },
      { label: t('dashboard.errors'), token: '--danger', dashed: true },
    ],
    [t],
  );
  const durations = useMemo(
    () => [
      { label: 'p50', token: '--info', dashed: true },
      { label: 'p95', token: '--violet', filled: true },
    ],
    [],
  );
  const spanSeconds = (stepMs * (steps.length - 1)) / 1_000;
  const shared = { traffic: steps, spanSeconds, formatTime: range === '7d' ? format.day : format.time };
  const measured = (requests: number, ms: number): number | null => (requests > 0 ? ms : null);
  return (
    <div className="grid grid-cols-2 gap-4 max-[1099px]:grid-cols-1">
      <TrafficCard
        {...shared}
        title={t(`dashboard.perStep.${range}`)}
        lines={counts}
        measures={[({ requests }) => requests, ({ errors }) => errors]}
        formatValue={format.number}
      />
      <TrafficCard
        {...shared}
        title={t('dashboard.durations')}
        lines={durations}
        measures={[
          ({ requests, wallP50Ms }) => measured(requests, wallP50Ms),
          ({ requests, wallP95Ms }) => measured(requests, wallP95Ms),
        ]}
        formatValue={format.duration}
      />
    </div>
  );
}
