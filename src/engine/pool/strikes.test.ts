import { expect, it } from 'vitest';

import { createStrikes } from './strikes.ts';

it('keeps a function in quarantine for five minutes after its latest strike', () => {
  let now = 0;
  const strikes = createStrikes(() => now);
  expect(strikes.isQuarantined('a')).toBe(false);
  strikes.add('a');
  now = 200_000;
  strikes.add('a');
  now = 499_999;
  expect(strikes.isQuarantined('a')).toBe(true);
  expect(strikes.isQuarantined('b')).toBe(false);
  now = 500_000;
  expect(strikes.isQuarantined('a')).toBe(false);
});
