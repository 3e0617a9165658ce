import { expect, test } from 'vitest';

import { sparklinePoints } from './sparkline.tsx';

test('scales to the peak, oldest at the left', () => {
  expect(sparklinePoints([0, 5, 10], 100, 20)).toBe('0.0,20.0 50.0,10.0 100.0,0.0');
});

test('zeros lie flat at the bottom, and nothing draws nothing', () => {
  expect(sparklinePoints([0, 0], 10, 5)).toBe('0.0,5.0 10.0,5.0');
  expect(sparklinePoints([], 10, 5)).toBe('');
});
