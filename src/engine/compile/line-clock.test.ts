import { afterEach, beforeEach, expect, it, vi } from 'vitest';

import { lineClockCode, readLineClock } from './line-clock.ts';

beforeEach(() => vi.useFakeTimers({ now: 1_000, toFake: ['Date'] }));
afterEach(() => vi.useRealTimers());

/** Runs the clock of three places; `takes` lets time go by. */
function clock() {
  // oxlint-disable-next-line no-eval -- it is code for an isolate
  const [counts, ran] = (0, eval)(lineClockCode(3)) as [Float64Array, (place: number) => void];
  const takes = (ms: number) => void vi.setSystemTime(Date.now() + ms);
  return { counts, ran, takes, read: () => readLineClock(counts, 3, Date.now()) };
}

it('gives each place the time until the next one, and the last one what is left', () => {
  const { ran, takes, read } = clock();
  ran(0);
  takes(5);
  ran(1);
  takes(200);
  ran(0);
  takes(7);
  expect(read()).toEqual([
    { hits: 2, ms: 12 },
    { hits: 1, ms: 200 },
    { hits: 0, ms: 0 },
  ]);
});

it('divides what places that run often took together by how often they ran', () => {
  const { ran, takes, read } = clock();
  ran(0);
  takes(3);
  for (let n = 0; n < 4_000; n++) {
    ran(1);
    if (n % 2 === 0) ran(2);
  }
  takes(80);
  const [once, often, half] = read();
  expect(once).toEqual({ hits: 1, ms: 3 });
  expect(often).toEqual({ hits: 4_000, ms: 60 });
  expect(half).toEqual({ hits: 2_000, ms: 20 });
});

it('makes amounts of whatever a function left in its counters', () => {
  const { counts, ran, takes, read } = clock();
  ran(0);
  takes(3);
  counts.set([Number.NaN, -1, Infinity, Number.NaN, -5]);
  expect(read()).toEqual([
    { hits: 0, ms: 3 },
    { hits: 0, ms: 0 },
    { hits: 0, ms: 0 },
  ]);
});
