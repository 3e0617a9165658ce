/**
 * What never ends is ended at its limit of time, and its slot is free again.
 * @module-tag g12
 */
import { afterAll, beforeAll, expect, it } from 'vitest';

import { startEngine, type TestEngine } from '../support/start-engine.ts';
import { countCases, isFullLength, lengthOf } from './case-count.ts';
import { measureStretch } from './support/measure-stretch.ts';

/** Enough in CI for a call to begin, whatever else the machine does. */
const wallMs = lengthOf({ short: 500, full: 100 });
const calls = lengthOf({ short: 20, full: 100 });

let engine: TestEngine;
beforeAll(async () => {
  engine = await startEngine();
});
afterAll(() => engine.dispose());

it(`ends ${calls} calls that wait for ever`, { timeout: 60_000 }, async (context) => {
  const code = `async function handler({ query }) { if (query.ok) return 'ok'; await new Promise(() => {}); }`;
  await engine.deploy({ name: 'waits', code, limits: { wallMs } });
  expect((await engine.request('/fn/waits?ok=1')).status).toBe(200);
  for (let n = 0; n < calls; n += 10) {
    // Promised for a machine that does nothing else, so each other program that runs counts in its favour.
    const mostMs = isFullLength ? (wallMs + 500) * measureStretch() : 20_000;
    const ended = Array.from({ length: 10 }, async () => {
      const askedAt = performance.now();
      const response = await engine.request('/fn/waits');
      const { error } = (await response.json()) as { error?: { code: string } };
      expect([response.status, error?.code]).toEqual([504, 'WALL_LIMIT']);
      expect(performance.now() - askedAt).toBeLessThan(mostMs);
    });
    await Promise.all(ended);
    expect((await engine.request('/fn/waits?ok=1')).status).toBe(200);
  }
  expect((await engine.send('GET', '/stats')).body.pool).toMatchObject({ running: 0, queued: 0, sandboxesLost: 0 });
  countCases(context, { passed: calls, failed: 0 });
});
