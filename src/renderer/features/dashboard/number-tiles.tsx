import { useTranslation } from 'react-i18next';

import type { Stats, TrafficSample } from '../../../contract/stats.ts';
import { useFormat } from '../../i18n/format.ts';
import { classNames } from '../../ui/class-names.ts';
import { Sparkline } from '../../ui/sparkline.tsx';

/** The engine's main numbers since it started, each with its last two minutes. */
export function NumberTiles({ stats }: { stats: Stats }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { traffic } = stats;
  const shapeOf = (measure: (second: TrafficSample) => number) => overTwoMinutes(traffic.map(measure));
  const errorShare = stats.requests === 0 ? 0 : stats.errors / stats.requests;
  const latest = traffic.at(-1);
  return (
    <dl className="grid grid-cols-5 overflow-hidden rounded-xl border border-line bg-surface">
      <Tile
        label={t('dashboard.requests')}
        value={format.number(stats.requests)}
        note={t('dashboard.perSecond', { rate: format.number(latest?.requests ?? 0) })}
        shape={shapeOf((second) => second.requests)}
        tone="text-accent"
      />
      <Tile
        label={t('dashboard.errors')}
        value={format.number(stats.errors)}
        note={format.percent(errorShare)}
        shape={shapeOf((second) => second.errors)}
        tone="text-danger"
      />
      <Tile
        label="p50"
        value={format.duration(stats.wallP50Ms)}
        note={t('dashboard.median')}
        shape={shapeOf((second) => second.wallP50Ms)}
        tone="text-info"
      />
      <Tile
        label="p95"
        value={format.duration(stats.wallP95Ms)}
        note={`p99 ${format.duration(stats.wallP99Ms)}`}
        shape={shapeOf((second) => second.wallP95Ms)}
        tone="text-violet"
      />
      <Tile
        label={t('dashboard.cpu')}
        value={format.duration(stats.cpuMsTotal)}
        note={t('dashboard.cpuShare', { share: format.percent((latest?.cpuMs ?? 0) / 1_000) })}
        shape={shapeOf((second) => second.cpuMs)}
        tone="text-warm"
      />
    </dl>
  );
}

/** Stretches a young engine's few seconds to the two minutes every tile shows. */
function overTwoMinutes(values: readonly number[]): number[] {
  return [...Array.from({ length: Math.max(0, 120 - values.length) }, () => 0), ...values];
}

interface TileProps {
  label: string;
  value: string;
  note: string;
  shape: readonly number[];
  /** The colour of its line. */
  tone: string;
}

/** One number, what belongs to it, and its course. */
export function Tile({ label, value, note, shape, tone }: TileProps) {
  return (
    <div className="-mr-px -mb-px flex min-w-0 flex-col border-r border-b border-line px-4 pt-3 pb-2.5">
      <dt className="text-xs text-text-2">{label}</dt>
      <dd className="mt-0.5 truncate text-xl font-semibold tracking-tight tabular-nums">{value}</dd>
      <dd className="truncate text-2xs text-text-3 tabular-nums">{note}</dd>
      <Sparkline className={classNames('mt-2 w-full', tone)} values={shape} width={200} height={26} />
    </div>
  );
}
