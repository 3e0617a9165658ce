import { beforeEach, describe, expect, it } from 'vitest';

import { createStrikes, type Strikes } from './strikes.ts';

let now: number;
let strikes: Strikes;
beforeEach(() => {
  now = 0;
  strikes = createStrikes(() => now);
});

const a1 = { functionId: 'a', version: '1' };
const a2 = { functionId: 'a', version: '2' };

it('keeps a function in quarantine for five minutes after its latest strike, whatever its version', () => {
  expect(strikes.isQuarantined('a')).toBe(false);
  strikes.add(a1);
  now = 200_000;
  strikes.add(a2);
  now = 499_999;
  expect(strikes.isQuarantined('a')).toBe(true);
  expect(strikes.isQuarantined('b')).toBe(false);
  now = 500_000;
  expect(strikes.isQuarantined('a')).toBe(false);
});

describe('three strikes within five minutes', () => {
  it('pause that version until it is resumed', () => {
    expect([strikes.add(a1), strikes.add(a1)]).toEqual([false, false]);
    expect(strikes.pausedSince(a1)).toBeNull();
    now = 1_000;
    expect(strikes.add(a1)).toBe(true);
    // For as long as it takes, also once the quarantine is over.
    now = 10_000_000;
    expect(strikes.isQuarantined('a')).toBe(false);
    expect(strikes.pausedSince(a1)).toBe(1_000);
    expect(strikes.pausedSince(a2)).toBeNull();
    strikes.resume('a');
    expect(strikes.pausedSince(a1)).toBeNull();
  });

  it('count anew for another version and after it was resumed', () => {
    for (let n = 0; n < 2; n++) strikes.add(a1);
    expect(strikes.add(a2)).toBe(false);
    for (let n = 0; n < 2; n++) strikes.add(a2);
    expect(strikes.pausedSince(a2)).toBe(0);
    strikes.resume('a');
    expect([strikes.add(a2), strikes.add(a2), strikes.add(a2)]).toEqual([false, false, true]);
  });

  it('are no three when they are spread wider', () => {
    for (const at of [0, 200_000, 300_001, 500_002]) {
      now = at;
      expect(strikes.add(a1)).toBe(false);
    }
  });
});
