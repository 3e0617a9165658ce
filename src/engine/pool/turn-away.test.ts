import * as fc from 'fast-check';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';

import { createTurnAway } from './turn-away.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

it('tells each once, in order, within a second, and never many at a time', () => {
  const crowds = fc.array(fc.record({ count: fc.nat(2_000), rounds: fc.nat(20) }), { maxLength: 4 });
  const property = fc.property(crowds, (all) => {
    const turnAway = createTurnAway();
    let asked = 0;
    const told: number[] = [];
    const pass = (rounds: number): void => {
      for (let round = 0; round < rounds; round++) {
        const [before, waiting] = [told.length, asked - told.length];
        vi.advanceTimersByTime(10);
        expect(told.length - before).toBeLessThanOrEqual(Math.max(16, Math.ceil(waiting / 16)));
      }
    };
    for (const { count, rounds } of all) {
      for (let n = 0; n < count; n++) {
        const number = asked++;
        turnAway(() => told.push(number));
      }
      expect(told.length).toBeLessThanOrEqual(asked - count);
      pass(rounds);
    }
    pass(100);
    expect(told).toEqual(Array.from({ length: asked }, (_, number) => number));
  });
  fc.assert(property, { numRuns: 50 });
});

it('slows clients that ask again at once', () => {
  const turnAway = createTurnAway();
  let refusals = 0;
  const askAgain = (): void => {
    refusals += 1;
    turnAway(askAgain);
  };
  for (let client = 0; client < 320; client++) turnAway(askAgain);
  vi.advanceTimersByTime(1_000);
  expect(refusals).toBe(2_000);
});
