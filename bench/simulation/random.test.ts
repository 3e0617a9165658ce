import { expect, it } from 'vitest';

import { createEventQueue } from './event-queue.ts';
import { createRandom, createZipf } from './random.ts';

it('gives the same numbers for the same seed, spread evenly', () => {
  const [a, b] = [createRandom(5), createRandom(5)];
  const numbers = Array.from({ length: 10_000 }, a);
  expect(numbers).toEqual(Array.from({ length: 10_000 }, b));
  expect(numbers.reduce((sum, number) => sum + number, 0) / numbers.length).toBeCloseTo(0.5, 1);
});

it('picks by rank', () => {
  const pick = createZipf(100, 1, createRandom(1));
  const counts = Array.from({ length: 100 }, () => 0);
  for (let n = 0; n < 100_000; n++) counts[pick()]! += 1;
  // 1 + 1/2 + … + 1/100 is 5.187.
  expect(counts[0]! / 100_000).toBeCloseTo(1 / 5.187, 2);
  expect(counts[0]! / counts[9]!).toBeGreaterThan(8.5);
  expect(counts[0]! / counts[9]!).toBeLessThan(11.5);
});

it('lets events happen in the order of their times', () => {
  const random = createRandom(3);
  const events = createEventQueue();
  const times: number[] = [];
  for (let n = 0; n < 500; n++) events.at(Math.floor(random() * 50), () => times.push(events.nowMs));
  events.runUntil(20);
  expect(Math.max(...times)).toBeLessThanOrEqual(20);
  events.at(10, () => times.push(events.nowMs));
  events.runUntil(Infinity);
  expect(times).toHaveLength(501);
  expect(times).toEqual(times.toSorted((a, b) => a - b));
});
