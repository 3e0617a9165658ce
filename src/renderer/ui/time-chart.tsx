import 'uplot/dist/uPlot.min.css';

import { useEffect, useRef } from 'react';
import UPlot from 'uplot';

export interface ChartLine {
  label: string;
  /** A design token, such as `--accent`. */
  token: string;
  dashed?: boolean;
  filled?: boolean;
}

interface ChartFrame {
  lines: readonly ChartLine[];
  formatValue: (value: number) => string;
  /** For a Unix time in milliseconds. */
  formatTime: (at: number) => string;
  /** How much of the past the chart spans. */
  spanSeconds: number;
}

export interface TimeChartProps extends ChartFrame {
  /** What the chart shows, in one sentence with its latest figures, for people who cannot see it. */
  description: string;
  /** Unix times in milliseconds, oldest first. */
  times: readonly number[];
  /** A list a line, as long as `times`; null where there was nothing to measure, and the line passes over it. */
  values: readonly (readonly (number | null)[])[];
}

const heightPx = 150;

/**
 * Lines over time on a canvas, redrawn in place as values arrive; never animated. Everything but `times`, `values` and
 * `description` should keep its identity between renders. Colours are read once: give it the theme as its `key`.
 */
export function TimeChart({ description, times, values, lines, formatValue, formatTime, spanSeconds }: TimeChartProps) {
  const box = useRef<HTMLDivElement>(null);
  const plot = useRef<UPlot>(null);

  useEffect(() => {
    const element = box.current;
    if (!element) return undefined;
    const options = chartOptions({ lines, formatValue, formatTime, spanSeconds });
    const chart = new UPlot({ ...options, width: element.clientWidth, height: heightPx }, [[]], element);
    plot.current = chart;
    const resize = new ResizeObserver(() => chart.setSize({ width: element.clientWidth, height: heightPx }));
    resize.observe(element);
    return () => {
      resize.disconnect();
      chart.destroy();
      plot.current = null;
    };
  }, [lines, formatValue, formatTime, spanSeconds]);

  // After every render, not only when data changed: a new plot needs it too, and setting is cheap.
  useEffect(() => {
    plot.current?.setData([times.map((at) => at / 1_000), ...values.map((list) => [...list])]);
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

/** Counts have no halves, and a half written as a whole stands twice on the axis. */
const wholeSteps = Array.from({ length: 10 }, (_, power) => [1, 2, 5].map((step) => step * 10 ** power)).flat();

const tokenColor = (token: string): string => getComputedStyle(document.documentElement).getPropertyValue(token);

function chartOptions({
  lines,
  formatValue,
  formatTime,
  spanSeconds,
}: ChartFrame): Omit<UPlot.Options, 'width' | 'height'> {
  const axis: UPlot.Axis = {
    stroke: tokenColor('--text-3'),
    font: `11px ${getComputedStyle(document.body).fontFamily}`,
    ticks: { show: false },
    grid: { stroke: tokenColor('--line'), width: 1 },
  };
  return {
    legend: { show: false },
    cursor: { show: false },
    padding: [8, 12, 0, 0],
    scales: {
      x: { time: true, range: (_plot, _min, max) => [max - spanSeconds, max] },
      y: { range: (_plot, _min, max) => [0, Math.max((max ?? 0) * 1.15, 1)] },
    },
    axes: [
      {
        ...axis,
        grid: { show: false },
        size: 26,
        space: 90,
        values: (_plot, ticks) => ticks.map((at) => formatTime(at * 1_000)),
      },
      { ...axis, size: 54, space: 34, incrs: wholeSteps, values: (_plot, ticks) => ticks.map(formatValue) },
    ],
    series: [{}, ...lines.map(seriesOf)],
  };
}

function seriesOf({ label, token, dashed, filled }: ChartLine): UPlot.Series {
  const stroke = tokenColor(token);
  return {
    label,
    stroke,
    width: 1.5,
    spanGaps: true,
    points: { show: false },
    ...(dashed && { dash: [5, 4] }),
    ...(filled && { fill: `${stroke}22` }),
  };
}
