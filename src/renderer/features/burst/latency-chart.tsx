import 'uplot/dist/uPlot.min.css';

import { useEffect, useRef } from 'react';
import UPlot from 'uplot';

import type { BurstState } from '../../../contract/burst.ts';

export interface LatencyChartProps {
  buckets: BurstState['buckets'];
  /** The chart in a sentence, for people who cannot see it. */
  description: string;
  formatMs(ms: number): string;
}

const heightPx = 140;

/** How many requests took how long, as bars; redrawn in place. Colours are read once: give it the theme as its `key`. */
export function LatencyChart({ buckets, description, formatMs }: LatencyChartProps) {
  const box = useRef<HTMLDivElement>(null);
  const plot = useRef<UPlot>(null);
  const latest = useRef({ buckets, formatMs });
  latest.current = { buckets, formatMs };

  useEffect(() => {
    const element = box.current;
    if (!element) return undefined;
    const label = (index: number): string => {
      const bucket = latest.current.buckets[index];
      return Number.isInteger(index) && bucket ? latest.current.formatMs(bucket.upToMs) : '';
    };
    const chart = new UPlot(
      { ...chartOptions(label), width: element.clientWidth, height: heightPx },
      [[], []],
      element,
    );
    plot.current = chart;
    const resize = new ResizeObserver(() => chart.setSize({ width: element.clientWidth, height: heightPx }));
    resize.observe(element);
    return () => {
      resize.disconnect();
      chart.destroy();
      plot.current = null;
    };
  }, []);

  useEffect(() => {
    plot.current?.setData([buckets.map((_bucket, index) => index), buckets.map(({ count }) => count)]);
  });

  return (
    <div
      ref={box}
      role="img"
      aria-label={description}
      style={{ height: heightPx }}
      className="min-w-0 overflow-hidden"
    />
  );
}

function chartOptions(label: (index: number) => string): Omit<UPlot.Options, 'width' | 'height'> {
  const token = (name: string): string => getComputedStyle(document.documentElement).getPropertyValue(name);
  const axis: UPlot.Axis = {
    stroke: token('--text-3'),
    font: `11px ${getComputedStyle(document.body).fontFamily}`,
    ticks: { show: false },
    grid: { stroke: token('--line'), width: 1 },
  };
  return {
    legend: { show: false },
    cursor: { show: false },
    padding: [8, 12, 0, 0],
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
        stroke: token('--accent'),
        fill: `${token('--accent')}55`,
        width: 1,
        points: { show: false },
        paths: UPlot.paths.bars?.({ size: [0.86] }),
      },
    ],
  };
}
