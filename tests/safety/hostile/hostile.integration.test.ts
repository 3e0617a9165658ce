/** @module-tag g1 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { isFullLength } from '../case-count.ts';
import { openArena, type Arena } from './arena.ts';
import { hostileFunctions } from './collection.ts';
import { wallMs } from './hostile-function.ts';

let arena: Arena | undefined;
beforeAll(async () => {
  arena = await openArena(Object.values(hostileFunctions).flat());
}, 60_000);
afterAll(() => arena?.dispose());

describe.each(Object.entries(hostileFunctions))('a function that %s', (_, functions) => {
  // A machine that does other work takes its time; the bounds are below.
  it.each(functions)('is contained: $name', { timeout: 90_000 }, async (hostile) => {
    const { end, tookMs, backMs, excessBytes } = await arena!.unleash(hostile);
    expect(hostile.ends).toContain(end);
    const limitMs = end === 'WALL_LIMIT' ? wallMs : 50;
    expect(tookMs).toBeLessThan(arena!.allowed(limitMs + 1_000));
    expect(backMs).toBeLessThan(arena!.allowed(1_500));
    expect(excessBytes).toBeLessThan(100 * 1_048_576);
  });
});

it('a neighbour goes on meanwhile', () => {
  const { idle, beside, refused } = arena!.neighbour;
  const besideHostile = [...beside.values()].flat();
  const told = `${p99(idle)} ms alone, ${p99(besideHostile)} ms beside; ${refused} of ${besideHostile.length} sent away`;
  const worst = [...beside].map(([name, times]) => ({ name, ms: Math.round(Math.max(0, ...times)) }));
  const named = worst.toSorted((a, b) => b.ms - a.ms).slice(0, 12);
  console.log(
    `p99 of a neighbour: ${told}; worst beside ${named.map(({ name, ms }) => `${name} ${ms} ms`).join(', ')}`,
  );
  expect(refused).toBeLessThan(besideHostile.length / 20);
  // The bound is a promise of time, which a machine that does other work cannot keep.
  if (isFullLength) expect(p99(besideHostile)).toBeLessThanOrEqual(3 * p99(idle));
});

function p99(times: readonly number[]): number {
  return Math.round(10 * (times.toSorted((a, b) => a - b)[Math.floor(times.length * 0.99)] ?? 0)) / 10;
}
