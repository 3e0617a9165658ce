import { expect, it } from 'vitest';

import { createInvocationIds } from './invocation-ids.ts';

it('makes ids that differ and sort in the order they were made, even when the clock goes back', () => {
  const times = [5_000, 5_000, 5_001, 4_000, 4_000, 6_000];
  const newId = createInvocationIds(() => times.shift() ?? 6_000);
  const ids = Array.from({ length: 1_000 }, newId);
  expect(ids.toSorted()).toEqual(ids);
  expect(new Set(ids).size).toBe(1_000);
  expect(ids[0]).toMatch(/^[0-9a-z]{18}$/);
});
