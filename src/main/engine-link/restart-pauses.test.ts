import { expect, it } from 'vitest';

import { createRestartPauses } from './restart-pauses.ts';

it('waits longer after each death, up to five seconds', () => {
  const pauses = createRestartPauses(() => 0);
  expect(Array.from({ length: 6 }, () => pauses.next().pauseMs)).toEqual([0, 200, 1_000, 5_000, 5_000, 5_000]);
});

it('begins anew after a healthy run, not after a short one', () => {
  let now = 0;
  const pauses = createRestartPauses(() => now);
  pauses.next();
  pauses.noteReady();
  now += 9_999;
  expect(pauses.next()).toEqual({ attempt: 2, pauseMs: 200 });
  pauses.noteReady();
  now += 10_000;
  expect(pauses.next()).toEqual({ attempt: 1, pauseMs: 0 });
});
