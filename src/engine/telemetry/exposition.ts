/** One value with what tells it from others of its name. */
export interface Sample {
  labels?: Readonly<Record<string, string>>;
  value: number;
}

/** Text in the Prometheus exposition format, version 0.0.4. */
export interface Exposition {
  counter(name: string, help: string, samples: Iterable<Sample>): void;
  gauge(name: string, help: string, samples: Iterable<Sample>): void;
  /** `counts` per bucket, not cumulated, the last one for what is above every bound. Bounds and sum in seconds. */
  histogram(
    name: string,
    help: string,
    histogram: { bounds: readonly number[]; counts: readonly number[]; sum: number },
  ): void;
  text(): string;
}

export const expositionType = 'text/plain; version=0.0.4; charset=utf-8';

export function createExposition(): Exposition {
  const lines: string[] = [];
  const begin = (name: string, help: string, type: string): void => {
    lines.push(`# HELP ${name} ${help.replaceAll('\\', '\\\\').replaceAll('\n', '\\n')}`, `# TYPE ${name} ${type}`);
  };
  const family = (name: string, help: string, type: string, samples: Iterable<Sample>): void => {
    begin(name, help, type);
    for (const { labels, value } of samples) lines.push(`${name}${labelText(labels)} ${numberText(value)}`);
  };
  return {
    counter: (name, help, samples) => family(name, help, 'counter', samples),
    gauge: (name, help, samples) => family(name, help, 'gauge', samples),
    histogram(name, help, { bounds, counts, sum }) {
      begin(name, help, 'histogram');
      let count = 0;
      for (const [index, bound] of [...bounds, Infinity].entries()) {
        count += counts[index] ?? 0;
        lines.push(`${name}_bucket${labelText({ le: numberText(bound) })} ${count}`);
      }
      lines.push(`${name}_sum ${numberText(sum)}`, `${name}_count ${count}`);
    },
    text: () => `${lines.join('\n')}\n`,
  };
}

function labelText(labels: Sample['labels']): string {
  const pairs = Object.entries(labels ?? {}).map(([name, value]) => `${name}="${escape(value)}"`);
  return pairs.length === 0 ? '' : `{${pairs.join(',')}}`;
}

function escape(value: string): string {
  return value.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n');
}

function numberText(value: number): string {
  if (value === Infinity) return '+Inf';
  return value === -Infinity ? '-Inf' : String(value);
}
