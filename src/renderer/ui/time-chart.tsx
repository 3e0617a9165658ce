import { useCallback } from 'react';
import type UPlot from 'uplot';

import { Plot, plotStyle, tokenColor, type PlotOptions } from './plot.tsx';

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

/**
 * Lines over time, redrawn in place as values arrive. Everything but `times`, `values` and
 * `description` should keep its identity between renders. Colours are read once: give it the theme as its `key`.
 */
export function TimeChart({ description, times, values, lines, formatValue, formatTime, spanSeconds }: TimeChartProps) {
  const options = useCallback(
    () => optionsOf({ lines, formatValue, formatTime, spanSeconds }),
    [lines, formatValue, formatTime, spanSeconds],
  );
  const data = [times.map((at) => at / 1_000), ...values.map((list) => [...list])] as UPlot.AlignedData;
  return <Plot heightPx={150} description={description} options={options} data={data} />;
}

/** Counts have no halves, and a half written as a whole stands twice on the axis. */
const wholeSteps = Array.from({ length: 10 }, (_, power) => [1, 2, 5].map((step) => step * 10 ** power)).flat();

function optionsOf({ lines, formatValue, formatTime, spanSeconds }: ChartFrame): PlotOptions {
  const { frame, axis } = plotStyle();
  return {
    ...frame,
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
