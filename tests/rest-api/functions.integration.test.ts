import { readdir } from 'node:fs/promises';
import { join } from 'node:path';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { startEngine, type TestEngine } from '../support/start-engine.ts';

let engine: TestEngine;
beforeAll(async () => {
  engine = await startEngine();
});
afterAll(() => engine.dispose());

const code = 'function handler() { return 1; }';

function storedFunctions(): Promise<string[]> {
  return readdir(join(engine.workspace, 'functions'));
}

describe('a function, from its creation to its end', () => {
  it('is created, listed, read, changed, run and deleted', async () => {
    const created = await engine.send('POST', '/api/functions', { name: 'Straße 1', route: '/one', code });
    expect(created.status).toBe(201);
    expect(created.body).toMatchObject({ id: 'strasse-1', name: 'Straße 1', methods: ['GET'], limits: { cpuMs: 50 } });

    const listed = await engine.send('GET', '/api/functions');
    expect(listed.body).toMatchObject([{ id: 'strasse-1' }]);
    expect(listed.body[0]).not.toHaveProperty('code');
    expect((await engine.send('GET', '/api/functions/strasse-1')).body).toMatchObject({ code });

    const next = 'function handler() { return 2; }';
    const changed = await engine.send('PUT', '/api/functions/strasse-1', { code: next, limits: { cpuMs: 70 } });
    expect(changed).toMatchObject({ status: 200, body: { code: next, limits: { cpuMs: 70, wallMs: 30_000 } } });
    expect(changed.body.version).not.toBe(created.body.version);
    expect(await (await engine.request('/fn/one')).json()).toBe(2);

    await engine.send('PUT', '/api/functions/strasse-1', { route: '/two' });
    expect((await engine.request('/fn/one')).status).toBe(404);
    expect(await (await engine.request('/fn/two')).json()).toBe(2);

    const deleted = await engine.send('DELETE', '/api/functions/strasse-1');
    expect(deleted).toEqual({ status: 204, body: undefined });
    expect((await engine.request('/fn/two')).status).toBe(404);
    expect((await engine.send('GET', '/api/functions/strasse-1')).status).toBe(404);
    expect(await storedFunctions()).toEqual([]);
  });

  it('is brought back after it was deleted, unless its place was taken', async () => {
    const restore = (id: string) => engine.send('POST', `/api/functions/${id}/restore`);
    expect(await restore('phoenix')).toMatchObject({ status: 404, body: { error: { code: 'FUNCTION_NOT_FOUND' } } });
    await engine.deploy({ name: 'phoenix', code });
    expect(await restore('phoenix')).toMatchObject({ status: 409, body: { error: { code: 'ID_CONFLICT' } } });
    await engine.send('DELETE', '/api/functions/phoenix');
    expect(await restore('phoenix')).toMatchObject({ status: 200, body: { id: 'phoenix', damage: null } });
    expect(await (await engine.request('/fn/phoenix')).json()).toBe(1);

    await engine.send('DELETE', '/api/functions/phoenix');
    await engine.deploy({ name: 'cuckoo', route: '/phoenix', code });
    const taken = await restore('phoenix');
    expect(taken).toMatchObject({ status: 409, body: { error: { code: 'ROUTE_CONFLICT', field: 'route' } } });
    await engine.send('DELETE', '/api/functions/cuckoo');
    expect((await restore('phoenix')).status).toBe(200);
    await engine.send('DELETE', '/api/functions/phoenix');
  });

  it('gives its environment to the code', async () => {
    const withEnv = 'function handler(request, { env }) { return env.get("GREETING"); }';
    await engine.deploy({ name: 'env', code: withEnv, env: { GREETING: 'hi' } });
    expect(await (await engine.request('/fn/env')).text()).toContain('hi');
  });

  it('runs TypeScript', async () => {
    const typed = 'export default { fetch(request: Request): Response { return new Response("typed"); } };';
    await engine.deploy({ name: 'typed', code: typed, language: 'typescript' });
    expect(await (await engine.request('/fn/typed')).text()).toBe('typed');
  });

  it('lets only one of many creations of the same route win', async () => {
    const attempts = Array.from({ length: 5 }, (_, index) =>
      engine.send('POST', '/api/functions', { name: `race-${index}`, route: '/race', code }),
    );
    const statuses = (await Promise.all(attempts)).map(({ status }) => status);
    expect(statuses.toSorted((a, b) => a - b)).toEqual([201, 409, 409, 409, 409]);
  });
});

const refused: [what: string, body: unknown, status: number, error: object][] = [
  ['no name', { route: '/x', code }, 400, { code: 'INVALID_INPUT', field: 'name' }],
  ['an empty name', { name: '  ', route: '/x', code }, 400, { code: 'INVALID_INPUT', field: 'name' }],
  ['no route', { name: 'x', code }, 400, { code: 'INVALID_INPUT', field: 'route' }],
  ['a relative route', { name: 'x', route: 'x', code }, 400, { code: 'INVALID_INPUT', field: 'route' }],
  ['a broken pattern', { name: 'x', route: '/a/*/b', code }, 400, { code: 'INVALID_ROUTE', field: 'route', column: 4 }],
  ['no code', { name: 'x', route: '/x' }, 400, { code: 'INVALID_INPUT', field: 'code' }],
  ['no methods', { name: 'x', route: '/x', code, methods: [] }, 400, { code: 'INVALID_INPUT', field: 'methods' }],
  ['an unknown method', { name: 'x', route: '/x', code, methods: ['GET', 'BREW'] }, 400, { field: 'methods.1' }],
  [
    'a limit of the wrong kind',
    { name: 'x', route: '/x', code, limits: { cpuMs: '5' } },
    400,
    { field: 'limits.cpuMs' },
  ],
  ['a limit out of range', { name: 'x', route: '/x', code, limits: { heapMb: 1 } }, 400, { field: 'limits.heapMb' }],
  ['an unknown limit', { name: 'x', route: '/x', code, limits: { gpu: 1 } }, 400, { field: 'limits.gpu' }],
  ['an unknown field', { name: 'x', route: '/x', code, colour: 'red' }, 400, { field: 'colour' }],
  ['a variable that is no text', { name: 'x', route: '/x', code, env: { A: 1 } }, 400, { field: 'env.A' }],
  ['an array', [], 400, { code: 'INVALID_INPUT' }],
  ['null', null, 400, { code: 'INVALID_INPUT' }],
  [
    'code that does not parse',
    { name: 'x', route: '/x', code: 'function handler() {\n  return (;\n}' },
    400,
    { code: 'SYNTAX_ERROR', field: 'code', line: 2, column: 11 },
  ],
];

describe('bad input', () => {
  it.each(refused)('%s is refused and nothing is stored', async (_what, body, status, error) => {
    const before = await storedFunctions();
    const answer = await engine.send('POST', '/api/functions', body);
    expect(answer).toMatchObject({ status, body: { error } });
    expect(answer.body.error.message).not.toBe('');
    expect(await storedFunctions()).toEqual(before);
  });

  it('a taken route is refused with 409 that names its owner', async () => {
    await engine.deploy({ name: 'owner', route: '/taken/:id', methods: ['GET', 'POST'], code });
    const answer = await engine.send('POST', '/api/functions', { name: 'late', route: '/taken/:other', code });
    expect(answer).toMatchObject({ status: 409, body: { error: { code: 'ROUTE_CONFLICT', field: 'route' } } });
    expect(answer.body.error.message).toContain('"owner"');
    expect(await storedFunctions()).not.toContain('late');
  });

  it('a change that is refused changes nothing', async () => {
    await engine.deploy({ name: 'kept', code });
    for (const patch of [{ code: 'function (' }, { route: '/a/**' }, { route: '/taken/:x' }, { name: '' }]) {
      expect((await engine.send('PUT', '/api/functions/kept', patch)).status).toBeGreaterThanOrEqual(400);
    }
    expect((await engine.send('GET', '/api/functions/kept')).body).toMatchObject({
      code,
      route: '/kept',
      name: 'kept',
    });
    expect(await (await engine.request('/fn/kept')).json()).toBe(1);
  });

  it('lists every issue', async () => {
    const { body } = await engine.send('POST', '/api/functions', { name: '', code: '' });
    expect(body.error.issues.map(({ field }: { field: string }) => field).toSorted()).toEqual([
      'code',
      'name',
      'route',
    ]);
  });

  it('answers 404 for what is not there', async () => {
    const absent = ['GET', 'PUT', 'DELETE'].map((method) =>
      engine.send(method, '/api/functions/absent', method === 'PUT' ? { code } : undefined),
    );
    for (const { status, body } of await Promise.all(absent)) {
      expect([status, body.error.code]).toEqual([404, 'FUNCTION_NOT_FOUND']);
    }
    expect((await engine.send('POST', '/api/functions/absent/invoke', {})).status).toBe(404);
    expect((await engine.send('GET', '/api/functions/absent/stats')).status).toBe(404);
    expect(await engine.send('GET', '/api/nothing')).toMatchObject({
      status: 404,
      body: { error: { code: 'NOT_FOUND' } },
    });
    const wrongMethod = await engine.request('/api/functions', { method: 'PATCH' });
    expect([wrongMethod.status, wrongMethod.headers.get('allow')]).toEqual([405, 'GET, HEAD, OPTIONS, POST']);
  });

  it('answers 400, 413 and 415 for bodies that are not acceptable JSON', async () => {
    const post = (body: RequestInit['body'], type = 'application/json') =>
      engine.request('/api/functions', { method: 'POST', body, headers: { 'content-type': type } });
    const broken = await post('{\n  "name": oops }');
    expect(broken.status).toBe(400);
    expect(await broken.json()).toMatchObject({ error: { code: 'MALFORMED_REQUEST', line: 2, column: 11 } });
    expect((await post('{"name": ')).status).toBe(400);
    expect((await post(Buffer.from([0x22, 0xff, 0x22]))).status).toBe(400);
    expect((await post('{}', 'text/plain')).status).toBe(415);
    expect((await post('{}', 'application/x-www-form-urlencoded')).status).toBe(415);
    expect((await post('{}', 'application/json; charset=latin1')).status).toBe(415);
    expect((await post(`"${'x'.repeat(8_000_001)}"`)).status).toBe(413);
  });
});

describe('invoke', () => {
  it('tells everything about a run', async () => {
    await engine.deploy({
      name: 'told',
      route: '/told/:id',
      methods: ['POST'],
      code: `export default { async fetch(request) {
        console.log('got', request.method); console.error('careful');
        return new Response(await request.text(), { status: 201, headers: [['x-a', '1'], ['x-a', '2']] });
      } }`,
    });
    const input = { method: 'POST', path: '/told/7?x=1', headers: { 'X-In': 'yes' }, body: 'text' };
    const { status, body } = await engine.send('POST', '/api/functions/told/invoke', input);
    expect(status).toBe(200);
    expect(body).toMatchObject({ status: 201, body: 'text', bodyEncoding: 'utf8', error: null, cold: true });
    expect(body.logs).toMatchObject([
      { level: 'log', text: 'got POST' },
      { level: 'error', text: 'careful' },
    ]);
    expect(body.cpuMs).toBeGreaterThan(0);
    expect(body.wallMs).toBeGreaterThan(0);
    expect(body.heapBytes).toBeGreaterThan(0);
  });

  it('needs no body, and carries bytes as base64', async () => {
    await engine.deploy({
      name: 'bytes',
      methods: ['GET', 'POST'],
      code: 'export default { fetch: async (request) => new Response(await request.arrayBuffer()) }',
    });
    const bare = await engine.request('/api/functions/bytes/invoke', { method: 'POST' });
    expect([bare.status, ((await bare.json()) as { body: string }).body]).toEqual([200, '']);
    const body = Buffer.from([0, 255, 128]).toString('base64');
    const input = { method: 'POST', body, bodyEncoding: 'base64' };
    const answer = await engine.send('POST', '/api/functions/bytes/invoke', input);
    expect(answer.body).toMatchObject({ body, bodyEncoding: 'base64' });
  });

  it('runs unsaved code without deploying it', async () => {
    await engine.deploy({ name: 'drafted', code: 'function handler() { return "saved"; }' });
    const draft = { code: 'function handler() { return "draft"; }' };
    const run = await engine.send('POST', '/api/functions/drafted/invoke', { draft });
    expect(run.body).toMatchObject({ status: 200, version: 'draft' });
    expect(run.body.body).toContain('draft');
    expect(await (await engine.request('/fn/drafted')).text()).toContain('saved');
    const broken = await engine.send('POST', '/api/functions/drafted/invoke', { draft: { code: 'function (' } });
    expect(broken).toMatchObject({ status: 400, body: { error: { code: 'SYNTAX_ERROR', field: 'code' } } });
  });

  it('refuses what could not have been a request', async () => {
    const bad = [
      { headers: { 'x y': '1' } },
      { headers: [['x-a', 'a\r\nb: c']] },
      { path: 'told' },
      { body: '***', bodyEncoding: 'base64' },
      { method: 'get' },
    ];
    for (const input of bad) {
      const answer = await engine.send('POST', '/api/functions/told/invoke', input);
      expect(answer).toMatchObject({ status: 400, body: { error: { code: 'INVALID_INPUT' } } });
    }
  });
});
