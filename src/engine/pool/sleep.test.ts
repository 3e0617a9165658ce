import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { chooseSleepers, sleepersAtOnce, type IdleIsolate } from './sleep.ts';

const isolate = (usedAtMs: number, memoryBytes = 3): IdleIsolate => ({ usedAtMs, memoryBytes });

describe('sleep', () => {
  it('wakes nobody up for nothing', () => {
    expect(chooseSleepers([isolate(1)], { isolates: 0, bytes: 0 })).toEqual([]);
    expect(chooseSleepers([isolate(1)], { isolates: -3, bytes: -100 })).toEqual([]);
  });

  it('puts the least recently used to sleep, as few as make up for the excess', () => {
    const idle = [isolate(5), isolate(1), isolate(3), isolate(2)];
    expect(chooseSleepers(idle, { isolates: 1, bytes: 0 })).toEqual([isolate(1)]);
    expect(chooseSleepers(idle, { isolates: 1, bytes: 4 })).toEqual([isolate(1), isolate(2)]);
    expect(chooseSleepers(idle, { isolates: 0, bytes: 1e9 })).toHaveLength(4);
  });

  it('agrees with sorting, whatever there is', () => {
    const idle = fc.array(fc.record({ usedAtMs: fc.nat(50), memoryBytes: fc.integer({ min: 1, max: 9 }) }));
    const excess = fc.record({ isolates: fc.integer({ min: -2, max: 12 }), bytes: fc.integer({ min: -9, max: 60 }) });
    fc.assert(
      fc.property(idle, excess, (isolates, past) => {
        const chosen = chooseSleepers(isolates, past);
        const sorted = isolates.toSorted((a, b) => a.usedAtMs - b.usedAtMs).slice(0, sleepersAtOnce);
        expect(chosen).toEqual(sorted.slice(0, chosen.length));
        const freed = (some: IdleIsolate[]): boolean =>
          some.length >= past.isolates && some.reduce((sum, { memoryBytes }) => sum + memoryBytes, 0) >= past.bytes;
        if (chosen.length < sorted.length) expect(freed(chosen)).toBe(true);
        if (chosen.length > 0) expect(freed(chosen.slice(0, -1))).toBe(false);
      }),
      { numRuns: 500 },
    );
  });
});
