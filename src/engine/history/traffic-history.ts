import type { TrafficHistory, TrafficRange, TrafficSum } from '../../contract/stats.ts';
import { addSums, emptySums, type Span, type TrafficSums } from './database/traffic-table.ts';
import { percentilesOf } from './duration-histogram.ts';

const minute = 60_000;
const hour = 3_600_000;

/** Of which rows a range is made, and how many steps of how many of them. */
const ranges: Readonly<Record<TrafficRange, { span: Span; stepMs: number; steps: number }>> = {
  '15m': { span: minute, stepMs: minute, steps: 15 },
  '1h': { span: minute, stepMs: minute, steps: 60 },
  '24h': { span: minute, stepMs: 15 * minute, steps: 96 },
  '7d': { span: hour, stepMs: hour, steps: 168 },
};

/** Which rows `historyOf` wants for a range that ends now. */
export function rowsFor(range: TrafficRange, now: number): { span: Span; from: number } {
  const { span, stepMs, steps } = ranges[range];
  return { span, from: (Math.floor(now / stepMs) - steps + 1) * stepMs };
}

/** Rows of minutes or hours, added up by step, by function and all together. */
export function historyOf(rows: readonly TrafficSums[], range: TrafficRange, now: number): TrafficHistory {
  const { stepMs, steps: count } = ranges[range];
  const { from } = rowsFor(range, now);
  const total = emptySums('', from);
  const steps = Array.from({ length: count }, (_, index) => emptySums('', from + index * stepMs));
  const functions = new Map<string, { sums: TrafficSums; shape: number[] }>();
  for (const row of rows) {
    const index = Math.floor((row.at - from) / stepMs);
    const step = steps[index];
    if (step === undefined) continue;
    let known = functions.get(row.functionId);
    if (known === undefined) {
      known = { sums: emptySums(row.functionId, from), shape: Array.from({ length: count }, () => 0) };
      functions.set(row.functionId, known);
    }
    addSums(total, row);
    addSums(step, row);
    addSums(known.sums, row);
    known.shape[index] = (known.shape[index] ?? 0) + row.requests;
  }
  return {
    from,
    stepMs,
    total: sumOf(total),
    steps: steps.map((step) => ({ at: step.at, ...sumOf(step) })),
    functions: [...functions.values()]
      .map(({ sums, shape }) => ({ functionId: sums.functionId, ...sumOf(sums), shape }))
      .toSorted((a, b) => b.requests - a.requests),
  };
}

function sumOf({ requests, errors, cpuMs, requestBytes, responseBytes, durations }: TrafficSums): TrafficSum {
  const [wallP50Ms = 0, wallP95Ms = 0, wallP99Ms = 0] = percentilesOf(durations, [0.5, 0.95, 0.99]);
  return { requests, errors, wallP50Ms, wallP95Ms, wallP99Ms, cpuMs, requestBytes, responseBytes };
}
