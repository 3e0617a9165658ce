/** Points of an SVG polyline for `values`, oldest first, scaled into `width` x `height`; flat at the bottom for zeros. */
export function sparklinePoints(values: readonly number[], width: number, height: number): string {
  const peak = Math.max(...values, 0) || 1;
  const step = values.length > 1 ? width / (values.length - 1) : width;
  return values
    .map((value, index) => `${(index * step).toFixed(1)},${(height - (value / peak) * height).toFixed(1)}`)
    .join(' ');
}

export interface SparklineProps {
  values: readonly number[];
  width?: number;
  height?: number;
  className?: string;
}

/** The recent shape of one number; decoration beside the number itself, hidden from assistive technology. */
export function Sparkline({ values, width = 96, height = 24, className }: SparklineProps) {
  const points = sparklinePoints(values, width, height - 2);
  return (
    <svg
      aria-hidden
      viewBox={`0 -1 ${width} ${height}`}
      width={width}
      height={height}
      preserveAspectRatio="none"
      className={className}
    >
      <polygon points={`0,${height} ${points} ${width},${height}`} fill="currentColor" opacity="0.12" />
      <polyline points={points} fill="none" stroke="currentColor" strokeWidth="1.5" vectorEffect="non-scaling-stroke" />
    </svg>
  );
}
