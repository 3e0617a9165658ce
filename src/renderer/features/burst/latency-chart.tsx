import { useCallback, useRef } from 'react';
import UPlot from 'uplot';

import type { BurstState } from '../../../contract/burst.ts';
import { Plot, plotStyle, tokenColor, type PlotOptions } from '../../ui/plot.tsx';

export interface LatencyChartProps {
  buckets: BurstState['buckets'];
  /** The chart in a sentence, for people who cannot see it. */
  description: string;
  formatMs(ms: number): string;
}

/** How many requests took how long, as bars; redrawn in place. Colours are read once: give it the theme as its `key`. */
export function LatencyChart({ buckets, description, formatMs }: LatencyChartProps) {
  const latest = useRef({ buckets, formatMs });
  latest.current = { buckets, formatMs };
  const options = useCallback(() => {
    return optionsOf((index) => {
      const bucket = latest.current.buckets[index];
      return Number.isInteger(index) && bucket ? latest.current.formatMs(bucket.upToMs) : '';
    });
  }, []);
  const data: UPlot.AlignedData = [buckets.map((_bucket, index) => index), buckets.map(({ count }) => count)];
  return <Plot heightPx={140} description={description} options={options} data={data} />;
}

function optionsOf(label: (index: number) => string): PlotOptions {
  const { frame, axis } = plotStyle();
  return {
    ...frame,
    scales: {
      x: { time: false, range: (_plot, min, max) => [(min ?? 0) - 0.6, (max ?? 0) + 0.6] },
      y: { range: (_plot, _min, max) => [0, Math.max((max ?? 0) * 1.1, 1)] },
    },
    axes: [
      { ...axis, grid: { show: false }, size: 26, space: 60, values: (_plot, ticks) => ticks.map(label) },
      { ...axis, size: 46, space: 30 },
    ],
    series: [
      {},
      {
        stroke: tokenColor('--accent'),
        fill: `${tokenColor('--accent')}55`,
        width: 1,
        points: { show: false },
        paths: UPlot.paths.bars?.({ size: [0.86] }),
      },
    ],
  };
}
