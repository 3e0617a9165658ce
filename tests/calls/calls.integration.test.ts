import { randomBytes } from 'node:crypto';
import { createServer } from 'node:http';
import { once } from 'node:events';
import { mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import type { Call } from '../../src/contract/call.ts';
import { startEngine, type TestEngine } from '../support/start-engine.ts';

let nexo: TestEngine;
const canary = 'canary-7f3a9b2c';

beforeAll(async () => {
  nexo = await startEngine({ secrets: { API_KEY: canary } });
});
afterAll(() => nexo.dispose());

async function callOf(response: Response): Promise<Call> {
  await response.arrayBuffer();
  const { status, body } = await nexo.send('GET', `/api/calls/${response.headers.get('x-nexo-invocation')}`);
  expect(status).toBe(200);
  return body as Call;
}

describe('a kept call', () => {
  it('has the request, the response, logs and timing', async () => {
    await nexo.deploy({
      name: 'orders',
      methods: ['POST'],
      code: `function handler(request) { console.warn('got', request.json()); return { ok: true }; }`,
    });
    const init = { method: 'POST', headers: { 'content-type': 'application/json', 'x-a': '1' }, body: '{"n":1}' };
    const call = await callOf(await nexo.request('/fn/orders?x=1', init));
    expect(call).toMatchObject({
      functionId: 'orders',
      source: 'gateway',
      method: 'POST',
      path: '/orders?x=1',
      status: 200,
      cold: true,
      request: { body: { text: '{"n":1}', encoding: 'utf8', bytes: 7, complete: true } },
      response: { body: { text: '{"ok":true}', complete: true } },
      logs: [{ level: 'warn' }],
      fetches: [],
      failure: null,
      replayOf: null,
    });
    expect(call.request.headers).toContainEqual(['x-a', '1']);
    expect(call.response.headers.map(([name]) => name)).toContain('content-type');
    const { dispatchedMs, coldStartMs, headMs, bodyMs, endMs } = call.timing;
    expect(coldStartMs).toBeGreaterThan(0);
    expect(dispatchedMs).toBeLessThanOrEqual(headMs ?? 0);
    expect(bodyMs).toBeLessThanOrEqual(endMs);
  });

  it('has the failure of a function that throws', async () => {
    await nexo.deploy({ name: 'broken', code: `function handler() { throw new Error('no luck'); }` });
    const call = await callOf(await nexo.request('/fn/broken'));
    expect(call).toMatchObject({ status: 500, failure: { code: 'THROWN', position: { line: 1 } } });
  });

  it('has what was fetched, and calls through bindings', async () => {
    const upstream = createServer((_, response) => response.end('hello')).listen(0, '127.0.0.1');
    await once(upstream, 'listening');
    const { port } = upstream.address() as AddressInfo;
    await nexo.deploy({
      name: 'fetcher',
      bindings: { ORDERS: { function: 'orders' } },
      code: `export default { async fetch(request, env) {
        const text = await (await fetch('http://127.0.0.1:${port}/a', { method: 'POST', body: 'abc' })).text();
        await fetch('http://127.0.0.1:1/').catch(() => {});
        const other = await env.ORDERS.fetch('http://orders/orders', { method: 'POST', body: '{}' });
        return new Response(text + other.status);
      } };`,
    });
    await nexo.send('PUT', '/api/functions/fetcher/grants', { targets: [`127.0.0.1:${port}`] });
    const call = await callOf(await nexo.request('/fn/fetcher'));
    upstream.close();
    expect(call.fetches).toMatchObject([
      {
        method: 'POST',
        url: `http://127.0.0.1:${port}/a`,
        status: 200,
        requestBytes: 3,
        responseBytes: 5,
        error: null,
      },
      { status: null, error: expect.stringContaining('TypeError') },
      { binding: 'ORDERS', status: 200, requestBytes: 2 },
    ]);
    for (const { startMs, endMs } of call.fetches) expect(endMs).toBeGreaterThanOrEqual(startMs);
  });

  it('keeps streamed bodies, and of large ones the first megabyte', async () => {
    await nexo.deploy({
      name: 'large',
      methods: ['POST'],
      code: `export default { async fetch(request) { return new Response(request.body); } };`,
    });
    const body = randomBytes(1_500_000);
    const call = await callOf(await nexo.request('/fn/large', { method: 'POST', body }));
    for (const side of [call.request, call.response]) {
      expect(side.body).toMatchObject({ bytes: 1_500_000, complete: false, encoding: 'base64' });
      expect(Buffer.from(side.body.text, 'base64').equals(body.subarray(0, 1_048_576))).toBe(true);
    }
  });
});

describe('what is kept from everybody', () => {
  it('has no secret in it, wherever the function or the client put one', async () => {
    await nexo.deploy({
      name: 'leaky',
      methods: ['POST'],
      secrets: ['API_KEY'],
      code: `export default { async fetch(request, env) {
        console.log('key', env.API_KEY, { key: env.API_KEY });
        await fetch('http://127.0.0.1:1/?key=' + env.API_KEY).catch(() => {});
        if (request.url.includes('throw')) throw new Error(env.API_KEY);
        return new Response(env.API_KEY + await request.text(), { headers: { 'x-key': env.API_KEY } });
      } };`,
    });
    const headers = { authorization: 'Bearer client-token-1', cookie: 'sid=client-cookie-1', 'x-mine': canary };
    const call = await callOf(
      await nexo.request(`/fn/leaky?key=${canary}`, { method: 'POST', headers, body: `it is ${canary}` }),
    );
    const failed = await callOf(await nexo.request('/fn/leaky?throw', { method: 'POST', headers }));
    const { body: page } = await nexo.send('GET', '/api/calls?query=fn:leaky');
    const { body: har } = await nexo.send('GET', '/api/calls/export?query=fn:leaky');
    for (const told of [call, failed, page, har]) {
      expect(JSON.stringify(told)).not.toContain(canary);
      expect(JSON.stringify(told)).not.toMatch(/client-(token|cookie)/);
    }
    expect(call.response.body.text).toBe('••••••it is ••••••');
    expect(call.request.headers).toContainEqual(['authorization', 'Bearer ••••••']);
    expect(call.request.headers).toContainEqual(['cookie', 'sid=••••••']);
    for (const name of await readdir(join(nexo.workspace, '.nexo'))) {
      if (!name.startsWith('state.db')) continue;
      const bytes = await readFile(join(nexo.workspace, '.nexo', name));
      expect(bytes.includes(canary), name).toBe(false);
      expect(bytes.includes('client-token-1'), name).toBe(false);
    }
  });
});

describe('the list', () => {
  it('is filtered, newest first, and pages stay in step while calls come in', async () => {
    await nexo.deploy({
      name: 'listed',
      code: `function handler(r) { return new Response('', { status: +r.query.s }); }`,
    });
    for (const status of [200, 404, 503]) await nexo.request(`/fn/listed?s=${status}`);
    const list = async (query: string, rest = '') =>
      (await nexo.send('GET', `/api/calls?query=${encodeURIComponent(query)}${rest}`)).body;
    const first = await list('fn:listed', '&limit=2');
    expect(first).toMatchObject({ total: 3, calls: [{ status: 503 }, { status: 404 }] });
    await nexo.request('/fn/listed?s=201');
    const second = await list('fn:listed', `&limit=2&offset=2&upTo=${first.upTo}`);
    expect(second).toMatchObject({ total: 3, calls: [{ status: 200 }] });
    expect(await list('fn:list* status:>=500')).toMatchObject({ total: 1 });
    expect(await list('fn:listed -status:4xx s=5')).toMatchObject({ total: 1 });
    expect(await list('fn:broken "no luck"')).toMatchObject({ total: 1 });
    const refused = await nexo.send('GET', '/api/calls?query=colour:red');
    expect(refused).toMatchObject({ status: 400, body: { error: { code: 'INVALID_INPUT', field: 'query' } } });
  });

  it('tells who watches about new calls, and forgets what is cleared', async () => {
    const stop = new AbortController();
    const response = await nexo.request('/api/calls/watch?query=fn:listed', { signal: stop.signal });
    const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader();
    let text = '';
    const until = async (part: string): Promise<void> => {
      while (!text.includes(part)) text += (await reader.read()).value ?? '';
    };
    await until('"missed":0');
    await nexo.request('/fn/broken');
    await nexo.request('/fn/listed?s=202');
    await until('"status":202');
    expect(text).not.toContain('"functionId":"broken"');
    stop.abort();
    expect((await nexo.send('DELETE', '/api/calls', { query: 'fn:listed' })).body.removed).toBeGreaterThanOrEqual(5);
    expect((await nexo.send('GET', '/api/calls?query=fn:listed')).body.total).toBe(0);
  });
});

describe('a replay', () => {
  it('sends the recorded request again, or an edited one', async () => {
    await nexo.deploy({
      name: 'echo',
      methods: ['POST', 'PUT'],
      code: `function handler(r) { return { method: r.method, body: r.body, mine: r.headers['x-mine'] ?? null }; }`,
    });
    const init = { method: 'POST', headers: { 'x-mine': 'a', authorization: 'Basic x' }, body: 'hello' };
    const original = await callOf(await nexo.request('/fn/echo', init));
    const again = await nexo.send('POST', `/api/calls/${original.id}/replay`, {});
    expect(again.body).toMatchObject({
      withheld: ['authorization'],
      call: { source: 'replay', replayOf: original.id, response: { body: { text: original.response.body.text } } },
    });
    const edited = await nexo.send('POST', `/api/calls/${original.id}/replay`, {
      edit: { method: 'PUT', body: 'bye' },
    });
    expect(JSON.parse(edited.body.call.response.body.text)).toMatchObject({ method: 'PUT', body: 'bye', mine: 'a' });
    expect(await nexo.send('POST', '/api/calls/nothing/replay', {})).toMatchObject({ status: 404 });
  });

  it('says so when the request was not kept whole', async () => {
    const { body: page } = await nexo.send('GET', '/api/calls?query=fn:large');
    const refused = await nexo.send('POST', `/api/calls/${page.calls[0].id}/replay`, {});
    expect(refused).toMatchObject({ status: 400, body: { error: { code: 'INVALID_INPUT', field: 'edit.body' } } });
  });
});

describe('the database', () => {
  const code = `function handler() { return new Response('hi'); }`;

  async function watchedOnce(engine: TestEngine): Promise<string> {
    const stop = new AbortController();
    const response = await engine.request('/api/calls/watch', { signal: stop.signal });
    const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader();
    let text = '';
    while (!text.includes('"history"')) text += (await reader.read()).value ?? '';
    stop.abort();
    return text;
  }

  it('keeps nothing where it may take nothing, and says of no call that it came too fast', async () => {
    const keepsNone = await startEngine({ flags: { historyMb: '0' } });
    try {
      await keepsNone.deploy({ name: 'hi', code });
      await keepsNone.request('/fn/hi');
      expect((await keepsNone.send('GET', '/api/calls')).body.total).toBe(0);
      expect((await keepsNone.send('GET', '/api/stats/history')).body.total.requests).toBe(1);
      expect(await watchedOnce(keepsNone)).toContain('"dropped":0');
    } finally {
      await keepsNone.dispose();
    }
  });

  it('outlives the engine, and may be lost without losing work', async () => {
    const workspace = await mkdtemp(join(tmpdir(), 'nexo-calls-'));
    try {
      const first = await startEngine({ workspace });
      await first.deploy({ name: 'hi', code });
      await first.request('/fn/hi');
      await first.dispose();

      const second = await startEngine({ workspace });
      expect((await second.send('GET', '/api/calls')).body.total).toBe(1);
      await second.dispose();

      await writeFile(
        join(workspace, '.nexo', 'state.db'),
        'this is no database, and long enough to be read as one'.repeat(100),
      );
      const third = await startEngine({ workspace });
      expect(await (await third.request('/fn/hi')).text()).toBe('hi');
      expect((await third.send('GET', '/api/calls')).body.total).toBe(1);
      expect(await watchedOnce(third)).toContain('"DAMAGED"');
      expect((await readdir(join(workspace, '.nexo'))).some((name) => name.includes('damaged'))).toBe(true);
      await third.dispose();
    } finally {
      await rm(workspace, { recursive: true, force: true });
    }
  });
});
