import { expect, it } from 'vitest';

import { createHeaviness } from './heaviness.ts';

function heavinessAfter(cpuMs: readonly number[]): boolean {
  const heaviness = createHeaviness();
  for (const one of cpuMs) heaviness.observe('f', one);
  return heaviness.isHeavy('f');
}

it('is learned from what invocations use, and not from one slow start', () => {
  expect(heavinessAfter([])).toBe(false);
  expect(heavinessAfter([1_000])).toBe(true);
  expect(heavinessAfter([60, 0.2, 0.2])).toBe(false);
  expect(heavinessAfter([15, 15, 15, 15, 15, 15])).toBe(false);
  expect(heavinessAfter([30, 30, 30, 30])).toBe(true);
});

it('is known at once of what a limit had to stop, and forgotten after some good calls', () => {
  const heaviness = createHeaviness();
  heaviness.observe('f', 3, true);
  expect(heaviness.isHeavy('f')).toBe(true);
  for (let n = 0; n < 4; n++) heaviness.observe('f', 0.2);
  expect(heaviness.isHeavy('f')).toBe(false);
});

it('is kept until the average has fallen well below where it began', () => {
  const heaviness = createHeaviness();
  heaviness.observe('f', 100);
  heaviness.observe('f', 4);
  expect(heaviness.isHeavy('f')).toBe(true);
  for (let n = 0; n < 5; n++) heaviness.observe('f', 4);
  expect(heaviness.isHeavy('f')).toBe(false);
  expect(heaviness.isHeavy('g')).toBe(false);
});
