import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';

import type { TrafficSample } from '../../../contract/stats.ts';
import { useFormat } from '../../i18n/format.ts';
import { useTheme } from '../../styles/use-theme.ts';
import { Card } from '../../ui/card.tsx';
import { type ChartLine, TimeChart } from '../../ui/time-chart.tsx';
import { ChartLegend, formatLatest } from './chart-legend.tsx';

/** Two minutes of traffic: how much came, and how long it took. */
export function TrafficCharts({ traffic }: { traffic: readonly TrafficSample[] }) {
  const { t } = useTranslation();
  const format = useFormat();
  const counts = useMemo<ChartLine[]>(
    () => [
      { label: t('dashboard.requests'), token: '--accent', filled: true },
      { label: t('dashboard.errors'), token: '--danger', dashed: true },
    ],
    [t],
  );
  return (
    <div className="grid grid-cols-2 gap-4 max-[1099px]:grid-cols-1">
      <TrafficCard
        title={t('dashboard.trafficTitle')}
        lines={counts}
        traffic={traffic}
        measures={[(second) => second.requests, (second) => second.errors]}
        formatValue={format.number}
      />
      <TrafficCard
        title={t('dashboard.durationTitle')}
        lines={durations}
        traffic={traffic}
        measures={[(second) => measured(second, second.wallP50Ms), (second) => measured(second, second.wallP95Ms)]}
        formatValue={format.duration}
      />
    </div>
  );
}

const durations: ChartLine[] = [
  { label: 'p50', token: '--info', dashed: true },
  { label: 'p95', token: '--violet', filled: true },
];

/** A duration of a second in which something was called; an idle second has none. */
const measured = (second: TrafficSample, ms: number): number | null => (second.requests > 0 ? ms : null);

interface TrafficCardProps<Step extends { at: number }> {
  title: string;
  lines: readonly ChartLine[];
  traffic: readonly Step[];
  /** One a line. */
  measures: readonly ((step: Step) => number | null)[];
  formatValue: (value: number) => string;
  formatTime?: (at: number) => string;
  /** How much of the past the chart spans; two minutes when left out. */
  spanSeconds?: number;
}

/** Lines over time in a card, with what each is at last. */
export function TrafficCard<Step extends { at: number }>(props: TrafficCardProps<Step>) {
  const theme = useTheme();
  const format = useFormat();
  const { title, lines, traffic, measures, formatValue, formatTime = format.time, spanSeconds = 120 } = props;
  const values = measures.map((measure) => traffic.map(measure));
  const latest = values.map((list) => formatLatest(list, formatValue));
  return (
    <Card title={title} actions={<ChartLegend lines={lines} latest={latest} />}>
      <TimeChart
        key={theme}
        description={`${title}. ${lines.map(({ label }, index) => `${label}: ${latest[index]}`).join(', ')}`}
        times={traffic.map(({ at }) => at)}
        values={values}
        lines={lines}
        formatValue={formatValue}
        formatTime={formatTime}
        spanSeconds={spanSeconds}
      />
    </Card>
  );
}
