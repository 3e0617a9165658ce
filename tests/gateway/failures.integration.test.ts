import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { startEngine, type TestEngine } from '../support/start-engine.ts';

let engine: TestEngine;
beforeAll(async () => {
  engine = await startEngine({ flags: { maxConcurrent: '1' } });
});
afterAll(() => engine.dispose());

const failing: [name: string, code: string, limits: object, status: number, error: string][] = [
  ['thrown', 'function handler() { throw new TypeError("my secret place"); }', {}, 500, 'THROWN'],
  ['rejected', 'async function handler() { await null; throw "text"; }', {}, 500, 'THROWN'],
  ['no-handler', 'const unused = 1;', {}, 500, 'NO_HANDLER'],
  ['bad-response', 'function handler() { const a = {}; a.a = a; return a; }', { cpuMs: 1_000 }, 500, 'BAD_RESPONSE'],
  ['cpu', 'function handler() { while (true) {} }', { cpuMs: 30 }, 500, 'CPU_LIMIT'],
  [
    'wall',
    'function handler() { return new Promise(() => { setTimeout(() => {}, 60000); }); }',
    { wallMs: 200 },
    504,
    'WALL_LIMIT',
  ],
  [
    'heap',
    'function handler() { const a = []; for (;;) a.push(new Array(1000).fill("x" + a.length)); }',
    { heapMb: 16, cpuMs: 20_000 },
    500,
    'HEAP_LIMIT',
  ],
];

describe('a function that fails', () => {
  it.each(failing)('%s', async (name, code, limits, status, error) => {
    await engine.deploy({ name, code, limits });
    const response = await engine.request(`/fn/${name}`);
    const body = (await response.json()) as { error: Record<string, unknown> };
    expect([response.status, body.error.code]).toEqual([status, error]);
    expect(Object.keys(body.error).toSorted()).toEqual(['code', 'invocation', 'message']);
    expect(body.error.invocation).toBe(response.headers.get('x-nexo-invocation'));
    expect(response.headers.get('x-nexo-function')).toBe(name);

    const invoked = await engine.send('POST', `/api/functions/${name}/invoke`, {});
    expect(invoked.status).toBe(200);
    expect(invoked.body).toMatchObject({ status, error: { code: error } });
  });

  it('leaves the others alone', async () => {
    await engine.deploy({ name: 'fine', code: 'function handler() { return "fine"; }' });
    expect(await (await engine.request('/fn/fine')).text()).toContain('fine');
  });
});

it('tells the person where it threw, and the client not', async () => {
  await engine.deploy({ name: 'position', code: 'function handler() {\n  const x = null;\n  return x.length;\n}' });
  const { body } = await engine.send('POST', '/api/functions/position/invoke', {});
  expect(body.error).toMatchObject({ code: 'THROWN', name: 'TypeError', position: { line: 3 } });
  const text = await (await engine.request('/fn/position')).text();
  expect(text).not.toContain('position.js');
  expect(text).not.toContain('index.js');
});

it('turns away what does not fit in the queue, with Retry-After', async () => {
  await engine.deploy({
    name: 'waits',
    code: 'async function handler() { await new Promise((resolve) => setTimeout(resolve, 150)); return 1; }',
  });
  const responses = await Promise.all(Array.from({ length: 14 }, () => engine.request('/fn/waits')));
  const statuses = responses.map(({ status }) => status);
  expect(statuses.filter((status) => status === 200)).toHaveLength(11);
  const refused = responses.find(({ status }) => status === 503);
  expect(refused?.headers.get('retry-after')).toBe('1');
  expect(await refused?.json()).toMatchObject({ error: { code: 'OVERLOADED' } });
});
