import { expect, it } from 'vitest';

import { isolateMemoryBytes, sandboxMemoryBytes } from '../../src/engine/pool/sleep.ts';
import { createEventQueue } from './event-queue.ts';
import { createPoolModel } from './pool-model.ts';
import { createRandom, createZipf } from './random.ts';

const mb = 1_048_576;

it.each([
  { what: 'isolates of a sandbox', size: { sandboxes: 3, memoryMb: 4_096, isolatesPerSandbox: 20 }, most: 60 },
  { what: 'memory', size: { sandboxes: 3, memoryMb: 350, isolatesPerSandbox: 1_000 }, most: 38 },
])('keeps its promises over half a million events, short of $what', { timeout: 90_000 }, ({ size, most }) => {
  const random = createRandom(11);
  const pick = createZipf(2_000, 1, random);
  const events = createEventQueue();
  const costs = { warmMs: 0.3, coldMs: 3, engineMs: 0.2 };
  const model = createPoolModel({ size, maxConcurrent: 12, maxQueued: 200, costs, events });
  const calls = 200_000;
  let ended = 0;
  let turnedAway = 0;
  let mostLive = 0;
  let longestMs = 0;
  const arrive = (call: number): void => {
    model.call(pick(), ({ sandbox, latencyMs }) => {
      ended += 1;
      if (sandbox === null) turnedAway += 1;
      longestMs = Math.max(longestMs, latencyMs);
    });
    mostLive = Math.max(mostLive, model.live);
    // Now quiet, now far more than three sandboxes can do.
    const meanMs = Math.floor(call / 5_000) % 4 === 3 ? 0.3 : 1.5;
    if (call < calls) events.at(events.nowMs - Math.log(1 - random()) * meanMs, () => arrive(call + 1));
  };
  events.at(0, () => arrive(1));
  events.runUntil(Infinity);

  expect(ended).toBe(calls);
  expect(mostLive).toBe(most);
  expect(mostLive * isolateMemoryBytes(0) + 3 * sandboxMemoryBytes).toBeLessThanOrEqual(size.memoryMb * mb);
  // Who is let in waits for at most those who run and wait before it.
  expect(longestMs).toBeLessThan((12 + 200) * (costs.warmMs + costs.coldMs));
  expect(turnedAway).toBeGreaterThan(0);
  expect(turnedAway).toBeLessThan(calls / 3);
  expect(model.evictions).toBeGreaterThan(5_000);
});

it('keeps the functions that compute for long away from all others, and gives them what is idle', () => {
  const random = createRandom(5);
  const events = createEventQueue();
  const computing = 3;
  const costs = { warmMs: 0.3, coldMs: 3, engineMs: 0.2, computeMs: (n: number) => (n < computing ? 80 : 0) };
  const size = { sandboxes: 3, memoryMb: 8_192, isolatesPerSandbox: 1_000 };
  const model = createPoolModel({ size, maxConcurrent: 100, maxQueued: 1_000, costs, events });
  const waits: number[] = [];
  const done = Array.from({ length: computing }, () => 0);
  const endMs = 60_000;
  // Each of these asks again at once: more than there are sandboxes besides the one that has to be left.
  const compute = (n: number): void =>
    model.call(n, () => {
      done[n]! += 1;
      if (events.nowMs < endMs) compute(n);
    });
  const arrive = (): void => {
    model.call(computing + Math.floor(random() * 50), ({ latencyMs }) => {
      // Until it is known who computes, and everybody has an isolate away from them.
      if (events.nowMs > 5_000) waits.push(latencyMs);
    });
    if (events.nowMs < endMs) events.at(events.nowMs - Math.log(1 - random()) * 2, arrive);
  };
  for (let n = 0; n < computing; n++) events.at(0, () => compute(n));
  events.at(0, arrive);
  events.runUntil(Infinity);

  waits.sort((a, b) => a - b);
  expect(waits.length).toBeGreaterThan(20_000);
  // Three times what a call takes alone.
  expect(waits[Math.floor(waits.length * 0.99)]).toBeLessThan(3 * (costs.warmMs + costs.engineMs));
  // The lane and two sandboxes work all the time, or nearly.
  const worked = done.reduce((sum, one) => sum + one, 0) * 80;
  expect(worked).toBeGreaterThan(2.5 * endMs);
  expect(Math.min(...done)).toBeGreaterThan(Math.max(...done) / 3);
});
