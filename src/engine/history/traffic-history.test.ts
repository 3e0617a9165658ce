import { expect, it } from 'vitest';

import { emptySums } from './database/traffic-table.ts';
import { addDuration } from './duration-histogram.ts';
import { historyOf, rowsFor } from './traffic-history.ts';

const now = Date.UTC(2026, 0, 2, 12, 30, 30);
const minute = 60_000;

function row(functionId: string, at: number, durations: number[], errors = 0) {
  const sums = { ...emptySums(functionId, at), requests: durations.length, errors, cpuMs: 1, responseBytes: 10 };
  for (const ms of durations) addDuration(sums.durations, ms);
  return sums;
}

it('adds up minutes to steps, functions and a total', () => {
  const { span, from } = rowsFor('24h', now);
  expect(span).toBe(minute);
  const at = from + 15 * minute * 3;
  const rows = [
    row('a', at, [10, 10], 1),
    row('a', at + minute, [10]),
    row('b', at + 15 * minute, [1_000]),
    row('b', from - minute, [1]),
  ];
  const { steps, functions, total } = historyOf(rows, '24h', now);
  expect(steps).toHaveLength(96);
  expect(steps[3]).toMatchObject({ at, requests: 3, errors: 1 });
  expect(steps[4]).toMatchObject({ requests: 1 });
  expect(total).toMatchObject({ requests: 4, errors: 1, cpuMs: 3, responseBytes: 30 });
  expect(functions.map(({ functionId, requests }) => [functionId, requests])).toEqual([
    ['a', 3],
    ['b', 1],
  ]);
  expect(functions[0]?.shape.slice(2, 6)).toEqual([0, 3, 0, 0]);
  expect(Math.abs((functions[1]?.wallP50Ms ?? 0) - 1_000)).toBeLessThan(90);
});

it.each([
  ['15m', 15],
  ['1h', 60],
  ['24h', 96],
  ['7d', 168],
] as const)('ends %s with the step of this moment', (range, count) => {
  const { steps, stepMs } = historyOf([], range, now);
  expect(steps).toHaveLength(count);
  const last = steps.at(-1)?.at ?? 0;
  expect(last <= now && now < last + stepMs).toBe(true);
});
