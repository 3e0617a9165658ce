import 'uplot/dist/uPlot.min.css';

import { useEffect, useRef } from 'react';
import UPlot from 'uplot';

export type PlotOptions = Omit<UPlot.Options, 'width' | 'height'>;

export interface PlotProps {
  heightPx: number;
  /** The chart in a sentence, for people who cannot see it. */
  description: string;
  /** The plot is made anew when this is another function, and not when it would answer something else. */
  options: () => PlotOptions;
  data: UPlot.AlignedData;
}

/** A chart on a canvas, as wide as its place; redrawn in place, never animated. */
export function Plot({ heightPx, description, options, data }: PlotProps) {
  const box = useRef<HTMLDivElement>(null);
  const plot = useRef<UPlot>(null);

  useEffect(() => {
    const element = box.current;
    if (!element) return undefined;
    const chart = new UPlot({ ...options(), width: element.clientWidth, height: heightPx }, [[]], element);
    plot.current = chart;
    const resize = new ResizeObserver(() => chart.setSize({ width: element.clientWidth, height: heightPx }));
    resize.observe(element);
    return () => {
      resize.disconnect();
      chart.destroy();
      plot.current = null;
    };
  }, [options, heightPx]);

  // After every render, not only when data changed: a new plot needs it too, and setting is cheap.
  useEffect(() => {
    plot.current?.setData(data);
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

export const tokenColor = (token: string): string => getComputedStyle(document.documentElement).getPropertyValue(token);

/** What all charts look like. Its colours are those of the theme at this moment. */
export function plotStyle(): { frame: Pick<PlotOptions, 'legend' | 'cursor' | 'padding'>; axis: UPlot.Axis } {
  return {
    frame: { legend: { show: false }, cursor: { show: false }, padding: [8, 12, 0, 0] },
    axis: {
      stroke: tokenColor('--text-3'),
      font: `11px ${getComputedStyle(document.body).fontFamily}`,
      ticks: { show: false },
      grid: { stroke: tokenColor('--line'), width: 1 },
    },
  };
}
