import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import type { Invocation } from '../../src/contract/invocation.ts';
import { startEngine, type TestEngine } from '../support/start-engine.ts';

let engine: TestEngine;
beforeAll(async () => {
  engine = await startEngine({ flags: { maxConcurrent: '1' } });
});
afterAll(() => engine.dispose());

const caller = (body: string): string => `export default { async fetch(request, env, ctx) { ${body} } };`;

describe('env.NAME.fetch()', () => {
  it('calls another function with method, path, headers and body, though only one may run at once', async () => {
    await engine.deploy({
      name: 'users',
      route: '/users/:id',
      methods: ['GET', 'PUT'],
      code: `function handler({ method, url, params, headers, body }) {
        return new Response(JSON.stringify({ method, url, params, kind: headers['x-kind'], body }), { status: 201 });
      }`,
    });
    await engine.deploy({
      name: 'asks',
      code: caller(`const response = await env.USERS.fetch('http://inside/users/7?a=1', {
        method: 'PUT', headers: { 'x-kind': 'test' }, body: 'text' });
      return Response.json([response.status, response.url, await response.json()]);`),
      bindings: { USERS: { function: 'users' } },
    });
    const url = 'http://inside/users/7?a=1';
    expect(await (await engine.request('/fn/asks')).json()).toEqual([
      201,
      url,
      { method: 'PUT', url, params: { id: '7' }, kind: 'test', body: 'text' },
    ]);
  });

  it('is an invocation of its own, recorded as such', async () => {
    const client = new AbortController();
    const watch = await engine.request('/api/invocations/watch', { signal: client.signal });
    const reader = watch.body!.pipeThrough(new TextDecoderStream()).getReader();
    await engine.request('/fn/asks');
    let text = '';
    while (!text.includes('"source":"binding"')) text += (await reader.read()).value;
    client.abort();
    const batches = [...text.matchAll(/^data: (.*)$/gm)].map(([, json]) => JSON.parse(json!) as object);
    const seen = batches.flatMap((batch) => ('invocations' in batch ? (batch.invocations as Invocation[]) : []));
    const made = seen.find(({ source }) => source === 'binding');
    expect(made).toMatchObject({ functionId: 'users', method: 'PUT', path: '/users/7?a=1', status: 201 });
    expect(made!.requestBytes).toBe(4);
  });

  it('streams both ways', async () => {
    await engine.deploy({
      name: 'upper',
      methods: ['POST'],
      limits: { cpuMs: 5_000 },
      code: caller(`return new Response(request.body.pipeThrough(new TextDecoderStream()).pipeThrough(new TransformStream({
        transform(text, controller) { controller.enqueue(text.toUpperCase()); } })).pipeThrough(new TextEncoderStream()));`),
    });
    await engine.deploy({
      name: 'pipes',
      methods: ['POST'],
      limits: { cpuMs: 5_000 },
      code: caller(`return env.UPPER.fetch('http://inside/', { method: 'POST', body: request.body, duplex: 'half' });`),
      bindings: { UPPER: { function: 'upper' } },
    });
    const body = 'abc'.repeat(300_000);
    const response = await engine.request('/fn/pipes', { method: 'POST', body });
    expect(await response.text()).toBe(body.toUpperCase());
  });

  it('in a circle is refused, and says so', async () => {
    await engine.deploy({
      name: 'circle',
      code: caller(`const response = await env.SELF.fetch(request.url);
      return new Response(response.body, response);`),
      bindings: { SELF: { function: 'circle' } },
      limits: { cpuMs: 2_000 },
    });
    const { body } = await engine.send('POST', '/api/functions/circle/invoke', {});
    expect(body.error).toMatchObject({ code: 'THROWN', name: 'TypeError' });
    expect(body.error.message).toMatch(/circle/);
  });

  it('to a function that is not there, or fails, is a TypeError that names it', async () => {
    await engine.deploy({ name: 'thrower', code: `function handler() { throw new Error('inner trouble'); }` });
    await engine.deploy({
      name: 'tries',
      code: caller(`const messages = [];
      for (const name of ['NOBODY', 'THROWER']) {
        await env[name].fetch('http://inside/').catch((error) => messages.push(error.name + ': ' + error.message));
      }
      return Response.json([...messages, Object.keys(env), typeof env.OTHER]);`),
      bindings: { NOBODY: { function: 'nobody' }, THROWER: { function: 'thrower' } },
    });
    const [nobody, thrower, keys, other] = (await (await engine.request('/fn/tries')).json()) as unknown[];
    expect(nobody).toMatch(/^TypeError: .*env\.NOBODY: there is no function "nobody"/);
    expect(thrower).toMatch(/^TypeError: .*env\.THROWER: the function "thrower" failed: THROWN: .*inner trouble/);
    expect([keys, other]).toEqual([['NOBODY', 'THROWER'], 'undefined']);
  });

  it('ends with its caller', async () => {
    await engine.deploy({
      name: 'waits',
      route: '/waits/*',
      code: `const notes = []; export default { fetch(request) {
        if (request.url.endsWith('/notes')) return Response.json(notes);
        request.signal.addEventListener('abort', () => notes.push('aborted'));
        notes.push('called');
        return new Promise(() => setTimeout(() => {}, 20_000));
      } };`,
    });
    await engine.deploy({
      name: 'hurries',
      code: caller(`return env.WAITS.fetch('http://inside/', { signal: AbortSignal.timeout(50) }).catch((error) =>
        Response.json(error.name));`),
      bindings: { WAITS: { function: 'waits' } },
    });
    expect(await (await engine.request('/fn/hurries')).json()).toBe('TimeoutError');
    expect(await (await engine.request('/fn/waits/notes')).json()).toEqual(['called', 'aborted']);
  });
});

describe('the settings of a binding', () => {
  it.each([
    [{ get: { function: 'users' } }, 'bindings.get'],
    [{ 'a-b': { function: 'users' } }, 'bindings.a-b'],
    [{ A: { function: 'No Such Id' } }, 'bindings.A.function'],
    [{ A: { function: 'users', more: 1 } }, 'bindings.A.more'],
    [{ A: 'users' }, 'bindings.A'],
  ])('%j are refused by name', async (bindings, field) => {
    const draft = { name: 'bad', route: '/bad', code: 'function handler() {}', bindings };
    const { status, body } = await engine.send('POST', '/api/functions', draft);
    expect([status, body.error.field]).toEqual([400, field]);
  });

  it('cannot have the name of a variable', async () => {
    const taken = { env: { A: '1' }, bindings: { A: { function: 'users' } } };
    const { status, body } = await engine.send('PUT', '/api/functions/asks', taken);
    expect([status, body.error.field]).toEqual([400, 'bindings.A']);
  });

  it('are kept, and replaced as a whole', async () => {
    const bindings = { B: { function: 'users' } };
    const { body } = await engine.send('PUT', '/api/functions/asks', { bindings });
    expect(body.bindings).toEqual(bindings);
    const { body: read } = await engine.send('GET', '/api/functions/asks');
    expect(read.bindings).toEqual(bindings);
    expect(read.version).toBe(body.version);
  });
});
