import { connect } from 'node:net';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { sendRaw } from '../support/raw-http.ts';
import { startEngine, type TestEngine } from '../support/start-engine.ts';

let engine: TestEngine;
beforeAll(async () => {
  engine = await startEngine();
});
afterAll(() => engine.dispose());

/** Functions tell what happened to them through a second request: they keep it in their isolate. */
const notes = `const notes = []; const note = (text) => notes.push(text);
  const isNotes = (request) => request.url.endsWith('/notes') && Response.json(notes);`;

async function notesOf(name: string, wanted: string): Promise<string[]> {
  for (;;) {
    const seen = (await (await engine.request(`/fn/${name}/notes`)).json()) as string[];
    if (seen.includes(wanted)) return seen;
  }
}

describe('a streamed response', () => {
  it('reaches its client chunk by chunk', async () => {
    const code = `let next; export default { fetch(request) {
      if (request.url.endsWith('/next')) { next(); return new Response('ok'); }
      const encoder = new TextEncoder(); let n = 0;
      return new Response(new ReadableStream({ async pull(controller) {
        controller.enqueue(encoder.encode('data: ' + n++ + '\\n\\n'));
        if (n === 3) return controller.close();
        await new Promise((resolve) => (next = resolve));
      } }, { highWaterMark: 0 }), { headers: { 'content-type': 'text/event-stream' } });
    } };`;
    await engine.deploy({ name: 'sse', code, route: '/sse/*' });
    const response = await engine.request('/fn/sse/events');
    const reader = response.body!.getReader();
    for (let n = 0; n < 3; n++) {
      const { value } = await reader.read();
      // The next event is not made before this one has arrived.
      expect(new TextDecoder().decode(value)).toBe(`data: ${n}\n\n`);
      await engine.request('/fn/sse/next');
    }
    expect((await reader.read()).done).toBe(true);
  });

  it('ends with its body, though the function goes on', async () => {
    const code = `let release; ${notes} export default { fetch(request, env, ctx) {
      if (request.url.endsWith('/release')) { release(); return new Response('ok'); }
      if (isNotes(request)) return isNotes(request);
      ctx.waitUntil(new Promise((resolve) => (release = resolve)).then(() => note('went on')));
      return new Response(new Blob(['a', 'b']).stream());
    } };`;
    await engine.deploy({ name: 'after', code, route: '/after/*' });
    expect(await (await engine.request('/fn/after/x')).text()).toBe('ab');
    await engine.request('/fn/after/release');
    expect(await notesOf('after', 'went on')).toContain('went on');
  });

  it('is cancelled when its client leaves, and what was promised to be finished is', async () => {
    const code = `${notes} export default { fetch(request, env, ctx) {
      if (isNotes(request)) return isNotes(request);
      request.signal.addEventListener('abort', () => note('aborted'));
      let cancelled; ctx.waitUntil(new Promise((resolve) => (cancelled = resolve)).then(() => note('waited')));
      return new Response(new ReadableStream({
        start(controller) { controller.enqueue(new TextEncoder().encode('hello')); },
        cancel() { note('cancelled'); setTimeout(cancelled, 5); },
      }));
    } };`;
    await engine.deploy({ name: 'leave', code, route: '/leave/*' });
    const client = new AbortController();
    const response = await engine.request('/fn/leave/x', { signal: client.signal });
    await response.body!.getReader().read();
    client.abort();
    expect((await notesOf('leave', 'waited')).toSorted()).toEqual(['aborted', 'cancelled', 'waited']);
    expect(engine.engine).toBeDefined();
  });

  it('goes no faster than its client reads', async () => {
    const code = `${notes} let made = 0; export default { fetch(request) {
      if (request.url.endsWith('/made')) return Response.json(made);
      return new Response(new ReadableStream({ pull(controller) {
        made += 60_000;
        controller.enqueue(new Uint8Array(60_000));
        if (made >= 30_000_000) controller.close();
      } }, { highWaterMark: 0 }));
    } };`;
    const limits = { responseBytes: 40_000_000, cpuMs: 20_000 };
    await engine.deploy({ name: 'flood', code, route: '/flood/*', limits });
    const made = async (): Promise<number> => (await (await engine.request('/fn/flood/made')).json()) as number;
    const socket = connect(engine.port, '127.0.0.1').pause();
    socket.write(`GET /fn/flood/x HTTP/1.1\r\nhost: 127.0.0.1:${engine.port}\r\nconnection: close\r\n\r\n`);
    // It stands still when two looks in a row see the same.
    let before = -1;
    let now = await made();
    while (now === 0 || now !== before) {
      before = now;
      await new Promise((resolve) => setTimeout(resolve, 50));
      now = await made();
    }
    expect(now).toBeLessThan(20_000_000);
    const { promise: closed, resolve } = Promise.withResolvers<void>();
    let received = 0;
    socket
      .on('close', resolve)
      .on('data', (chunk: Buffer) => (received += chunk.byteLength))
      .resume();
    await closed;
    expect(received).toBeGreaterThan(30_000_000);
  });

  it.each([
    ['HEAD', 200],
    ['GET', 204],
    ['GET', 304],
  ])('to %s with %i has no body, and its source is let go', async (method, status) => {
    const body = status === 200 ? `new ReadableStream({ cancel() { note('cancelled'); } })` : 'null';
    const code = `${notes} export default { fetch(request) {
      return isNotes(request) || new Response(${body}, { status: ${status} });
    } };`;
    const name = `empty-${method.toLowerCase()}-${status}`;
    await engine.deploy({ name, code, route: `/${name}/*` });
    const answer = await sendRaw(
      engine.port,
      `${method} /fn/${name}/x HTTP/1.1\r\nhost: 127.0.0.1:${engine.port}\r\nconnection: close\r\n\r\n`,
    );
    expect(answer).toMatch(new RegExp(`^HTTP/1.1 ${status}`));
    expect(answer.slice(answer.indexOf('\r\n\r\n') + 4)).toBe('');
    if (status === 200) expect(await notesOf(name, 'cancelled')).toEqual(['cancelled']);
  });

  it('with a status that cannot be one fails clearly', async () => {
    await engine.deploy({
      name: 'switching',
      code: `export default { fetch: () => new Response(null, { status: 101 }) };`,
    });
    const { body } = await engine.send('POST', '/api/functions/switching/invoke', {});
    expect(body).toMatchObject({ status: 500, error: { name: 'RangeError' } });
    expect(body.error.message).toContain('101');
  });

  it('that fails half way cuts the connection, so that nobody takes it for whole', async () => {
    const code = `export default { fetch: () => new Response(new ReadableStream({
      start(controller) { controller.enqueue(new TextEncoder().encode('half')); },
      pull() { throw new Error('source broke'); },
    })) };`;
    await engine.deploy({ name: 'cut', code });
    const answer = await sendRaw(engine.port, `GET /fn/cut HTTP/1.1\r\nhost: 127.0.0.1:${engine.port}\r\n\r\n`);
    expect(answer).not.toMatch(/0\r\n\r\n$/);
  });

  it('goes its way whatever the function has done to the built-ins', async () => {
    const code = `const { ownKeys } = Reflect;
      const bytes = Object.getPrototypeOf(Uint8Array);
      for (const victim of [Map, bytes, Uint8Array, ReadableStream, ReadableByteStreamController, Reflect, Promise]) {
        for (const holder of [victim.prototype ?? victim]) for (const key of ownKeys(holder)) {
          if (key === 'constructor' || typeof key === 'symbol') continue;
          try { if (typeof holder[key] === 'function') holder[key] = () => { throw 'poisoned'; }; } catch {}
        }
      }
      export default { fetch: (request) => new Response(request.body) };`;
    await engine.deploy({ name: 'poisoned', code, methods: ['POST'], limits: { cpuMs: 2_000 } });
    const text = 'x'.repeat(300_000);
    const response = await engine.request('/fn/poisoned', { method: 'POST', body: text });
    expect(await response.text()).toBe(text);
  });
});
