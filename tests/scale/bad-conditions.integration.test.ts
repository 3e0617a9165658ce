import { connect, type Socket } from 'node:net';

import { afterEach, expect, it } from 'vitest';

import type { Stats } from '../../src/contract/stats.ts';
import { startEngine, type TestEngine, type TestEngineOptions } from '../support/start-engine.ts';

let engine: TestEngine;
afterEach(() => engine.dispose());

async function start(options: TestEngineOptions = {}): Promise<void> {
  engine = await startEngine(options);
}

const poolOf = async (): Promise<Stats['pool']> => ((await (await engine.request('/stats')).json()) as Stats).pool;

const hello = 'function handler() { return "hello"; }';
/** A busy machine may give less CPU than the usual limit asks for. */
const limits = { cpuMs: 10_000 };

it(
  'deploys a thousand functions at once, and each serves when its deploy is acknowledged',
  { timeout: 120_000 },
  async () => {
    await start();
    const answers = await Promise.all(
      Array.from({ length: 1_000 }, async (_, n) => {
        const draft = { name: `f${n}`, route: `/f/${n}`, code: `function handler() { return ${n}; }`, limits };
        const { status } = await engine.send('POST', '/api/functions', draft);
        if (status !== 201) return `deploy ${status}`;
        return n % 20 === 0 ? await (await engine.request(`/fn/f/${n}`)).text() : String(n);
      }),
    );
    expect(answers).toEqual(answers.map((_, n) => String(n)));
    expect((await engine.send('GET', '/api/functions')).body).toHaveLength(1_000);
  },
);

it('makes one isolate for a thousand requests to one cold function', async () => {
  await start({ flags: { maxConcurrent: '200' } });
  await engine.deploy({ name: 'cold', code: hello, limits });
  const statuses = await Promise.all(
    Array.from({ length: 1_000 }, async () => {
      const response = await engine.request('/fn/cold');
      await response.arrayBuffer();
      return response.status;
    }),
  );
  expect(new Set(statuses)).toEqual(new Set([200]));
  const { sandboxes, coldStarts } = await poolOf();
  expect(coldStarts).toBe(1);
  expect(sandboxes.flatMap(({ isolates }) => isolates)).toHaveLength(1);
});

it('tells the callers of one busy function to come back, and serves the others', async () => {
  await start({ flags: { maxConcurrentPerFunction: '1' } });
  const code = 'async function handler() { await new Promise((resolve) => setTimeout(resolve, 300)); return "slow"; }';
  await engine.deploy({ name: 'slow', code, limits });
  await engine.deploy({ name: 'other', code: hello, limits });
  const all = Promise.all(Array.from({ length: 15 }, () => engine.request('/fn/slow')));
  expect((await engine.request('/fn/other')).status).toBe(200);
  const responses = await all;
  const answered = (status: number): number => responses.filter((response) => response.status === status).length;
  // One runs and ten wait; on a busy machine the last come so late that there is room for them again.
  expect(answered(200)).toBeGreaterThanOrEqual(11);
  expect(answered(200) + answered(429)).toBe(15);
  const refused = responses.find(({ status }) => status === 429);
  expect(refused?.headers.get('retry-after')).toBe('1');
  expect(await refused?.json()).toMatchObject({ error: { code: 'FUNCTION_BUSY' } });
});

it('answers every request while its sandboxes are killed one after the other', async () => {
  await start();
  const names = ['a', 'b', 'c', 'd'];
  for (const name of names) await engine.deploy({ name, code: hello, limits });
  let killing = true;
  const outcomes = new Map<string, number>();
  const ask = async (name: string): Promise<void> => {
    while (killing) {
      const response = await engine.request(`/fn/${name}`);
      const body = await response.text();
      const outcome = response.status === 200 ? 'ok' : (JSON.parse(body) as { error: { code: string } }).error.code;
      outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1);
    }
  };
  const asking = Promise.all(names.flatMap((name) => [ask(name), ask(name)]));
  for (let kills = 0; kills < 8; kills++) {
    const answered = outcomes.get('ok') ?? 0;
    await expect.poll(() => outcomes.get('ok') ?? 0, { timeout: 10_000 }).toBeGreaterThan(answered + 20);
    const { sandboxes } = await poolOf();
    const ready = sandboxes.filter(({ state, isolateCount }) => state === 'ready' && isolateCount > 0);
    process.kill(ready[kills % ready.length]!.pid, 'SIGKILL');
  }
  killing = false;
  await asking;
  for (const outcome of outcomes.keys()) expect(['ok', 'SANDBOX_LOST']).toContain(outcome);
  for (const name of names) expect((await engine.request(`/fn/${name}`)).status).toBe(200);
  const pool = await poolOf();
  expect(pool).toMatchObject({ running: 0, queued: 0, sandboxesLost: 8 });
});

it('keeps little of what nobody reads, and lets go of it when the client has gone', async () => {
  await start();
  const code = `const piece = new Uint8Array(65_536);
export default { fetch: () => new Response(new ReadableStream({ pull: (controller) => controller.enqueue(piece) })) };`;
  const streaming = { ...limits, responseBytes: 100_000_000 };
  await engine.deploy({ name: 'endless', code, limits: streaming });
  await engine.deploy({ name: 'other', code: hello, limits });
  const before = process.memoryUsage.rss();
  const deaf: Socket[] = Array.from({ length: 40 }, () => {
    const socket = connect(engine.port, '127.0.0.1');
    socket.write(`GET /fn/endless HTTP/1.1\r\nhost: ${new URL(engine.url).host}\r\n\r\n`);
    return socket.pause().on('error', () => {});
  });
  try {
    await expect.poll(async () => (await poolOf()).running, { timeout: 10_000 }).toBe(40);
    for (let n = 0; n < 50; n++) expect((await engine.request('/fn/other')).status).toBe(200);
    // All of it would be gigabytes; a window for each, and what the system's sockets hold, is not.
    expect(process.memoryUsage.rss() - before).toBeLessThan(200_000_000);
  } finally {
    for (const socket of deaf) socket.destroy();
  }
  await expect.poll(async () => (await poolOf()).running, { timeout: 10_000 }).toBe(0);
});
