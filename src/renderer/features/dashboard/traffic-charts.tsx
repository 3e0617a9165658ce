import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';

import type { TrafficSample } from '../../../contract/stats.ts';
import { useFormat } from '../../i18n/format.ts';
import { useTheme } from '../../styles/use-theme.ts';
import { Card } from '../../ui/card.tsx';
import { TimeChart, type TimeSeries } from '../../ui/time-chart.tsx';

const spanSeconds = 120;

/** A duration of a second in which something was called; an idle second has none. */
const measured = (second: TrafficSample, ms: number): number | null => (second.requests > 0 ? ms : null);

/** Two minutes of traffic: how much came, and how long it took. */
export function TrafficCharts({ traffic }: { traffic: readonly TrafficSample[] }) {
  const { t } = useTranslation();
  const format = useFormat();
  const theme = useTheme();
  const times = useMemo(() => traffic.map(({ at }) => at), [traffic]);
  const counts = useMemo<TimeSeries[]>(
    () => [
      {
        label: t('dashboard.requests'),
        token: '--accent',
        filled: true,
        values: traffic.map((second) => second.requests),
      },
      { label: t('dashboard.errors'), token: '--danger', dashed: true, values: traffic.map((second) => second.errors) },
    ],
    [t, traffic],
  );
  const durations = useMemo<TimeSeries[]>(
    () => [
      {
        label: 'p50',
        token: '--info',
        dashed: true,
        values: traffic.map((second) => measured(second, second.wallP50Ms)),
      },
      {
        label: 'p95',
        token: '--violet',
        filled: true,
        values: traffic.map((second) => measured(second, second.wallP95Ms)),
      },
    ],
    [traffic],
  );
  const common = { times, theme, spanSeconds, formatTime: format.time };
  return (
    <div className="grid grid-cols-2 gap-4 max-[1099px]:grid-cols-1">
      <Card title={t('dashboard.trafficTitle')} actions={<Legend series={counts} format={format.number} />}>
        <TimeChart
          {...common}
          series={counts}
          formatValue={format.number}
          description={describe(t('dashboard.trafficTitle'), counts, format.number)}
        />
      </Card>
      <Card title={t('dashboard.durationTitle')} actions={<Legend series={durations} format={format.duration} />}>
        <TimeChart
          {...common}
          series={durations}
          formatValue={format.duration}
          description={describe(t('dashboard.durationTitle'), durations, format.duration)}
        />
      </Card>
    </div>
  );
}

function describe(title: string, series: readonly TimeSeries[], format: (value: number) => string): string {
  return `${title}. ${series.map(({ label, values }) => `${label}: ${formatLatest(values, format)}`).join(', ')}`;
}

function formatLatest(values: TimeSeries['values'], format: (value: number) => string): string {
  return format(values.findLast((value) => value !== null) ?? 0);
}

function Legend({ series, format }: { series: readonly TimeSeries[]; format: (value: number) => string }) {
  return (
    <ul className="flex gap-4 text-xs text-text-2">
      {series.map(({ label, token, dashed, values }) => (
        <li key={label} className="flex items-center gap-1.5">
          <svg aria-hidden width="16" height="4">
            <line
              x1="0"
              x2="16"
              y1="2"
              y2="2"
              stroke={`var(${token})`}
              strokeWidth="2"
              strokeDasharray={dashed ? '4 3' : ''}
            />
          </svg>
          {label}
          <span className="font-mono text-2xs text-text tabular-nums">{formatLatest(values, format)}</span>
        </li>
      ))}
    </ul>
  );
}
