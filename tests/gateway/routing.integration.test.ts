import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { startEngine, type TestEngine } from '../support/start-engine.ts';

let engine: TestEngine;
beforeAll(async () => {
  engine = await startEngine();
  await engine.deploy({
    name: 'user',
    route: '/users/:id',
    methods: ['GET', 'POST'],
    code: 'export default { fetch: (request) => Response.json({ url: request.url, method: request.method }) }',
  });
  await engine.deploy({
    name: 'files',
    route: '/files/*',
    code: `function handler(request) { return { path: new URL(request.url).pathname }; }`,
  });
  await engine.deploy({
    name: 'echo',
    methods: ['POST', 'PUT'],
    code: 'export default { fetch: async (request) => new Response(await request.arrayBuffer()) }',
    limits: { requestBytes: 100_000 },
  });
  await engine.deploy({
    name: 'options',
    methods: ['OPTIONS'],
    code: `export default { fetch: () => new Response(null, { status: 204, headers: { allow: 'MINE' } }) }`,
  });
  await engine.deploy({
    name: 'headers',
    code: `export default { fetch(request) {
      const headers = new Headers();
      headers.append('set-cookie', 'a=1; Path=/');
      headers.append('set-cookie', 'b=2; HttpOnly');
      headers.append('x-many', 'one');
      headers.append('x-many', 'two');
      headers.set('connection', 'close');
      headers.set('x-nexo-function', 'somebody-else');
      headers.set('content-length', '3');
      return new Response(JSON.stringify([...request.headers]), { headers });
    } }`,
  });
  await engine.deploy({
    name: 'stream',
    code: `export default { fetch: () => new Response(new ReadableStream({
      start(controller) {
        for (let part = 0; part < 3; part++) controller.enqueue(new TextEncoder().encode('part ' + part + ';'));
        controller.close();
      } })) }`,
  });
});
afterAll(() => engine.dispose());

describe('routes', () => {
  it('leads a parameter route to its function, which sees its own URL', async () => {
    const response = await engine.request('/fn/users/7?x=1&y=%20');
    expect(response.headers.get('x-nexo-function')).toBe('user');
    expect(response.headers.get('x-nexo-version')).toMatch(/^[0-9a-f]{12}$/);
    expect(response.headers.get('x-nexo-invocation')).toMatch(/^[0-9a-z]{18}$/);
    expect(await response.json()).toEqual({ url: `${engine.url}/users/7?x=1&y=%20`, method: 'GET' });
  });

  it('serves percent-encoded paths', async () => {
    const response = await engine.request('/fn/files/gr%C3%BC%C3%9Fe/a%20b.txt');
    expect(await response.json()).toEqual({ path: '/files/gr%C3%BC%C3%9Fe/a%20b.txt' });
  });

  it('answers 404 with a code for an unknown route, and for what is not a route', async () => {
    for (const [path, code] of [
      ['/fn/nothing', 'ROUTE_NOT_FOUND'],
      ['/fn', 'ROUTE_NOT_FOUND'],
      ['/fnord', 'NOT_FOUND'],
      ['/', 'NOT_FOUND'],
    ]) {
      const response = await engine.request(path as string);
      expect(response.status).toBe(404);
      expect(await response.json()).toMatchObject({ error: { code } });
    }
  });

  it('answers 405 with Allow for a method that is not declared', async () => {
    const response = await engine.request('/fn/users/7', { method: 'DELETE' });
    expect(response.status).toBe(405);
    expect(response.headers.get('allow')).toBe('GET, HEAD, OPTIONS, POST');
    expect(await response.json()).toMatchObject({ error: { code: 'METHOD_NOT_ALLOWED' } });
  });

  it('answers HEAD by the GET handler without the body', async () => {
    const response = await engine.request('/fn/users/7', { method: 'HEAD' });
    expect(response.status).toBe(200);
    expect(Number(response.headers.get('content-length'))).toBeGreaterThan(10);
    expect(await response.text()).toBe('');
  });

  it('answers OPTIONS itself unless the function does', async () => {
    const ours = await engine.request('/fn/users/7', { method: 'OPTIONS' });
    expect([ours.status, ours.headers.get('allow')]).toEqual([204, 'GET, HEAD, OPTIONS, POST']);
    expect(ours.headers.get('access-control-allow-origin')).toBeNull();
    const theirs = await engine.request('/fn/options', { method: 'OPTIONS' });
    expect([theirs.status, theirs.headers.get('allow')]).toEqual([204, 'MINE']);
  });
});

describe('bodies', () => {
  it('carries binary bodies both ways', async () => {
    const bytes = Buffer.from(Array.from({ length: 70_000 }, (_, index) => (index * 7) % 256));
    const response = await engine.request('/fn/echo', { method: 'POST', body: bytes });
    expect(Buffer.from(await response.arrayBuffer()).equals(bytes)).toBe(true);
  });

  it('refuses a body that announces too much, and one that turns out too large', async () => {
    const announced = await engine.request('/fn/echo', { method: 'POST', body: Buffer.alloc(100_001) });
    expect(announced.status).toBe(413);
    expect(await announced.json()).toMatchObject({ error: { code: 'BODY_TOO_LARGE' } });
    const chunks = new ReadableStream({
      start(controller) {
        for (let count = 0; count < 20; count++) controller.enqueue(new Uint8Array(10_000));
        controller.close();
      },
    });
    const init = { method: 'PUT', body: chunks, duplex: 'half' } as RequestInit;
    expect((await engine.request('/fn/echo', init)).status).toBe(413);
    expect((await engine.request('/fn/echo', { method: 'PUT', body: Buffer.alloc(100_000) })).status).toBe(200);
  });

  it('passes a streamed response on', async () => {
    const response = await engine.request('/fn/stream');
    expect(response.headers.get('content-length')).toBeNull();
    expect(await response.text()).toBe('part 0;part 1;part 2;');
  });
});

describe('headers', () => {
  it('keeps repeated headers and cookies apart, and its own to itself', async () => {
    const response = await engine.request('/fn/headers', { headers: { cookie: 'a=1; b=2', 'x-in': 'yes' } });
    expect(response.headers.getSetCookie()).toEqual(['a=1; Path=/', 'b=2; HttpOnly']);
    expect(response.headers.get('x-many')).toBe('one, two');
    expect(response.headers.get('x-nexo-function')).toBe('headers');
    const seen = new Map((await response.json()) as [string, string][]);
    expect(seen.get('cookie')).toBe('a=1; b=2');
    expect(seen.get('x-in')).toBe('yes');
    expect(seen.has('connection')).toBe(false);
  });
});

it('stops a function whose client has left', async () => {
  await engine.deploy({
    name: 'slow',
    code: 'export default { async fetch() { await new Promise((resolve) => setTimeout(resolve, 20_000)); } }',
  });
  const leaving = new AbortController();
  const gone = engine.request('/fn/slow', { signal: leaving.signal }).catch((error: Error) => error.name);
  await expect.poll(async () => (await engine.send('GET', '/stats')).body.pool.running).toBe(1);
  leaving.abort();
  expect(await gone).toBe('AbortError');
  await expect
    .poll(async () => (await engine.send('GET', '/api/functions/slow/stats')).body)
    .toMatchObject({ requests: 1, lastStatus: 499 });
});
