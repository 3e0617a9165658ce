import { expect, test } from 'vitest';

import { fillOf, limitState } from './meter.tsx';

test.each([
  [0, 50, 0],
  [25, 50, 0.5],
  [60, 50, 1],
  [-1, 50, 0],
  [5, 0, 0],
  [5, Number.NaN, 0],
])('%d of %d fills %d', (used, allowed, fill) => expect(fillOf(used, allowed)).toBe(fill));

test.each([
  [39, 'fine'],
  [40, 'near'],
  [49, 'near'],
  [50, 'over'],
  [51, 'over'],
])('%d of 50 is %s', (used, state) => expect(limitState(used, 50)).toBe(state));
