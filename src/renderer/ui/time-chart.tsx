import 'uplot/dist/uPlot.min.css';

import { useEffect, useMemo, useRef } from 'react';
import UPlot from 'uplot';

export interface TimeSeries {
  label: string;
  /** A design token, such as `--accent`. */
  token: string;
  dashed?: boolean;
  filled?: boolean;
  /** Null where there was nothing to measure; the line passes over it. */
  values: readonly (number | null)[];
}

export interface TimeChartProps {
  /** What the chart shows, in one sentence with its latest figures, for people who cannot see it. */
  description: string;
  /** Unix times in milliseconds, oldest first; as many as each series has values. */
  times: readonly number[];
  series: readonly TimeSeries[];
  formatValue: (value: number) => string;
  formatTime: (at: number) => string;
  height?: number;
  /** How much of the past the chart spans, seconds. */
  spanSeconds: number;
  /** Changes when the tokens' colours do, so that the canvas is drawn anew. */
  theme: string;
}

const tokenColor = (token: string): string => getComputedStyle(document.documentElement).getPropertyValue(token);

/** Lines over time on a canvas. Redrawn in place as values arrive; never animated. */
export function TimeChart(props: TimeChartProps) {
  const { description, times, series, formatValue, formatTime, height = 150, spanSeconds, theme } = props;
  const box = useRef<HTMLDivElement>(null);
  const plot = useRef<UPlot>(null);
  const data = useMemo<UPlot.AlignedData>(
    () => [times.map((at) => at / 1_000), ...series.map(({ values }) => [...values])],
    [times, series],
  );
  const latest = useRef({ data, series });
  latest.current = { data, series };
  const shape = series.map(({ label, token, dashed, filled }) => [label, token, dashed, filled].join()).join(';');

  useEffect(() => {
    const element = box.current;
    if (!element) return undefined;
    const options = chartOptions(latest.current.series, {
      formatValue,
      formatTime,
      height,
      spanSeconds,
      width: element.clientWidth,
    });
    const chart = new UPlot(options, latest.current.data, element);
    plot.current = chart;
    const resize = new ResizeObserver(() => chart.setSize({ width: element.clientWidth, height }));
    resize.observe(element);
    return () => {
      resize.disconnect();
      chart.destroy();
      plot.current = null;
    };
  }, [shape, formatValue, formatTime, height, spanSeconds, theme]);

  useEffect(() => plot.current?.setData(data), [data]);

  return <div ref={box} role="img" aria-label={description} style={{ height }} className="min-w-0 overflow-hidden" />;
}

interface ChartFrame {
  formatValue: (value: number) => string;
  formatTime: (at: number) => string;
  width: number;
  height: number;
  spanSeconds: number;
}

function chartOptions(series: readonly TimeSeries[], frame: ChartFrame): UPlot.Options {
  const axis: UPlot.Axis = {
    stroke: tokenColor('--text-3'),
    font: `11px ${getComputedStyle(document.body).fontFamily}`,
    ticks: { show: false },
    grid: { stroke: tokenColor('--line'), width: 1 },
  };
  return {
    width: frame.width,
    height: frame.height,
    legend: { show: false },
    cursor: { show: false },
    padding: [8, 12, 0, 0],
    scales: {
      x: { time: true, range: (_plot, _min, max) => [max - frame.spanSeconds, max] },
      y: { range: (_plot, _min, max) => [0, Math.max((max ?? 0) * 1.15, 1)] },
    },
    axes: [
      {
        ...axis,
        grid: { show: false },
        size: 26,
        space: 90,
        values: (_plot, ticks) => ticks.map((at) => frame.formatTime(at * 1_000)),
      },
      { ...axis, size: 54, space: 34, values: (_plot, ticks) => ticks.map(frame.formatValue) },
    ],
    series: [{}, ...series.map(lineOf)],
  };
}

function lineOf({ label, token, dashed, filled }: TimeSeries): UPlot.Series {
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
