import { afterAll, beforeAll, expect, it } from 'vitest';

import type { BurstState } from '../../src/contract/burst.ts';
import { startEngine, type TestEngine } from '../support/start-engine.ts';

let engine: TestEngine;
beforeAll(async () => {
  engine = await startEngine();
});
afterAll(() => engine.dispose());

async function burst(id: string, input: object): Promise<BurstState[]> {
  const response = await engine.request(`/api/functions/${id}/burst`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(input),
  });
  const events = (await response.text()).split('\n\n').filter((event) => event.startsWith('event: message'));
  return events.map((event) => JSON.parse(/^data: (.*)$/m.exec(event)![1]!) as BurstState);
}

it('sends as many requests as asked, through the gateway, and counts what came back', async () => {
  const code = 'export default { fetch: async (request) => new Response(await request.text(), { status: 201 }) };';
  const { id } = await engine.deploy({ name: 'echo', code, methods: ['POST'] });
  const states = await burst(id, { method: 'POST', body: 'four', requests: 60, concurrency: 6 });
  const last = states.at(-1)!;
  expect(last).toMatchObject({ running: false, done: 60, statuses: { 201: 60 }, failures: {}, bytes: 240 });
  expect(last.p50Ms).toBeGreaterThan(0);
  expect(last.p50Ms).toBeLessThanOrEqual(last.p99Ms);
  expect(last.buckets.reduce((sum, { count }) => sum + count, 0)).toBe(60);
  const stats = (await engine.send('GET', `/api/functions/${id}/stats`)).body as { requests: number };
  expect(stats.requests).toBe(60);
});

it('counts errors by their status, and refuses what is out of bounds', async () => {
  const { id } = await engine.deploy({ name: 'fails', code: 'function handler() { throw new Error("no"); }' });
  expect((await burst(id, { requests: 5, concurrency: 2 })).at(-1)).toMatchObject({ statuses: { 500: 5 } });
  expect((await engine.send('POST', `/api/functions/${id}/burst`, { requests: 0 })).status).toBe(400);
  expect((await engine.send('POST', '/api/functions/nowhere/burst', {})).status).toBe(404);
});
