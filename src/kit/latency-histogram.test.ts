import { expect, test } from 'vitest';

import { LatencyHistogram } from './latency-histogram.ts';

test('knows percentiles to a fifth, and the longest exactly', () => {
  const histogram = new LatencyHistogram();
  for (let ms = 1; ms <= 1_000; ms++) histogram.add(ms);
  expect(histogram.count).toBe(1_000);
  expect(histogram.meanMs).toBe(500.5);
  expect(histogram.maxMs).toBe(1_000);
  for (const share of [0.5, 0.95, 0.99]) {
    expect(histogram.percentile(share)).toBeGreaterThanOrEqual(1_000 * share);
    expect(histogram.percentile(share)).toBeLessThanOrEqual(1_200 * share);
  }
  expect(histogram.percentile(1)).toBe(1_000);
});

test('has a bucket for each bound between the shortest and the longest', () => {
  const histogram = new LatencyHistogram();
  expect(histogram.buckets()).toEqual([]);
  expect(histogram.percentile(0.5)).toBe(0);
  [0.05, 0.1, 0.15].forEach((ms) => histogram.add(ms));
  expect(histogram.buckets().map(({ count }) => count)).toEqual([2, 0, 0, 1]);
});
