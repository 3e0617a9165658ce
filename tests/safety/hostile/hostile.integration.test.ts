/** @module-tag g1 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { lengthOf } from '../case-count.ts';
import { hostileFunctions } from './collection.ts';
import { openRange, type Range } from './range.ts';

let range: Range;
beforeAll(async () => {
  range = await openRange(Object.values(hostileFunctions).flat());
}, 60_000);
afterAll(() => range.dispose());

describe.each(Object.entries(hostileFunctions))('a function that %s', (_, functions) => {
  it.each(functions)('is contained: $name', async (hostile) => {
    const { end, tookMs, backMs, excessBytes } = await range.fire(hostile);
    expect(hostile.ends).toContain(end);
    const limitMs = end === 'WALL_LIMIT' ? 500 : 50;
    expect(tookMs).toBeLessThan(range.allowed(limitMs + 1_000));
    expect(backMs).toBeLessThan(range.allowed(1_500));
    expect(excessBytes).toBeLessThan(100 * 1_048_576);
  });
});

it('a neighbour goes on meanwhile', () => {
  const { idle, besideHostile, refused } = range.neighbour;
  console.log(
    `p99 of a neighbour: ${p99(idle)} ms alone, ${p99(besideHostile)} ms beside, ${refused} sent away of ${besideHostile.length}`,
  );
  expect(besideHostile.length).toBeGreaterThan(lengthOf({ short: 100, full: 100 }));
});

function p99(times: readonly number[]): number {
  return Math.round(10 * (times.toSorted((a, b) => a - b)[Math.floor(times.length * 0.99)] ?? 0)) / 10;
}
