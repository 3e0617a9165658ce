/**
 * More calls than there is room for; what of them is answered in a second is measured in bench/scenarios/overload.ts.
 * @module-tag g13
 */
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';

import { afterAll, beforeAll, expect, it } from 'vitest';

import { startEngine, type TestEngine } from '../support/start-engine.ts';
import { isFullLength } from './case-count.ts';

let engine: TestEngine;
beforeAll(async () => {
  engine = await startEngine({ flags: { maxConcurrent: '8', maxConcurrentPerFunction: '4' } });
  await engine.deploy({
    name: 'busy',
    code: 'export default { fetch: () => new Promise((f) => setTimeout(f, 20, new Response("busy"))) }',
  });
  await engine.deploy({ name: 'other', code: 'export default { fetch: () => new Response("other") }' });
});
afterAll(() => engine.dispose());

interface Answer {
  status: number;
  retryAfter: string | null;
  text: string;
}

async function ask(path: string): Promise<Answer> {
  const response = await engine.request(path);
  return { status: response.status, retryAfter: response.headers.get('retry-after'), text: await response.text() };
}

it('ten times too many calls are answered, or told when to come again', async () => {
  const answers = await Promise.all(Array.from({ length: 440 }, () => ask('/fn/busy')));
  const good = answers.filter(({ status }) => status === 200);
  const refused = answers.filter(({ status }) => status !== 200);
  expect(good.every(({ text }) => text === 'busy')).toBe(true);
  expect(good.length).toBeGreaterThanOrEqual(44);
  expect(refused.length).toBeGreaterThan(0);
  for (const { status, retryAfter } of refused) expect([status, retryAfter]).toEqual([429, '1']);
  expect(await ask('/fn/busy')).toMatchObject({ status: 200, text: 'busy' });
});

it('a function that is called too often takes no room from another', async () => {
  const storm = Promise.all(Array.from({ length: 200 }, () => ask('/fn/busy')));
  const others = await Promise.all(Array.from({ length: 4 }, () => ask('/fn/other')));
  expect(others).toEqual(others.map(() => ({ status: 200, retryAfter: null, text: 'other' })));
  await storm;
});

it('clients that say nothing, or next to nothing, hold nobody up and are sent away', { timeout: 90_000 }, async () => {
  const before = process.memoryUsage.rss();
  const idle = await Promise.all(Array.from({ length: 500 }, () => begin('')));
  const slow = await Promise.all(Array.from({ length: 200 }, () => begin('POST /fn/other HTTP/1.1\r\nX-A: ')));
  let isOver = false;
  const drip = (async () => {
    for (; !isOver; await wait(500)) for (const socket of slow) if (socket.writable) socket.write('a');
  })();
  try {
    for (let n = 0; n < 50; n++) expect(await ask('/fn/other')).toMatchObject({ status: 200, text: 'other' });
    expect(process.memoryUsage.rss() - before).toBeLessThan(100_000_000);
    // They have ten seconds to get to the point, of which CI has better use.
    if (isFullLength) {
      const open = [...idle, ...slow].filter((socket) => !socket.closed);
      const gone = open.map((socket) => once(socket, 'close'));
      expect(await Promise.race([Promise.all(gone).then(() => 'gone'), wait(35_000, 'still there')])).toBe('gone');
    }
  } finally {
    isOver = true;
    await drip;
    for (const socket of [...idle, ...slow]) socket.destroy();
  }
});

async function begin(bytes: string): Promise<Socket> {
  const socket = connect(engine.port, '127.0.0.1');
  await once(socket, 'connect');
  socket.on('error', () => undefined).resume();
  if (bytes !== '') socket.write(bytes);
  return socket;
}
