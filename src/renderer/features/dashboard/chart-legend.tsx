import type { ChartLine } from '../../ui/time-chart.tsx';

/** The last value measured, as text; zero when nothing was. */
export function formatLatest(values: readonly (number | null)[], format: (value: number) => string): string {
  return format(values.findLast((value) => value !== null) ?? 0);
}

/** What each line of a chart is, drawn as the line is, with its latest figure. */
export function ChartLegend({ lines, latest }: { lines: readonly ChartLine[]; latest: readonly string[] }) {
  return (
    <ul className="flex gap-4 text-xs text-text-2">
      {lines.map(({ label, token, dashed }, index) => (
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
          <span className="font-mono text-2xs text-text tabular-nums">{latest[index]}</span>
        </li>
      ))}
    </ul>
  );
}
