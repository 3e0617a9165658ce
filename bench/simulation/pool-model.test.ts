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
