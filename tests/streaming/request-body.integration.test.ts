import { connect } from 'node:net';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { sendRaw, statusOf } from '../support/raw-http.ts';
import { startEngine, type TestEngine } from '../support/start-engine.ts';

let engine: TestEngine;
beforeAll(async () => {
  engine = await startEngine();
});
afterAll(() => engine.dispose());

const methods = ['POST'] as const;
const echo = `export default { fetch: (request) => new Response(request.body) };`;
const large = { requestBytes: 30_000_000, responseBytes: 30_000_000, cpuMs: 20_000 };

function post(path: string, body: RequestInit['body']): Promise<Response> {
  return engine.request(path, { method: 'POST', body, duplex: 'half' } as RequestInit);
}

describe('a request body', () => {
  it('of 20 MB goes through a function and back, never much of it in the engine at once', async () => {
    await engine.deploy({ name: 'echo', code: echo, methods: [...methods], limits: large });
    const piece = new Uint8Array(100_000).fill(7);
    let left = 200;
    let sent = 0;
    let received = 0;
    let mostUnderWay = 0;
    const body = new ReadableStream<Uint8Array>({
      pull(controller) {
        if (left-- === 0) return controller.close();
        controller.enqueue(piece.slice());
        sent += piece.byteLength;
        mostUnderWay = Math.max(mostUnderWay, sent - received);
      },
    });
    const response = await post('/fn/echo', body);
    for await (const chunk of response.body as unknown as AsyncIterable<Uint8Array>) received += chunk.byteLength;
    expect(received).toBe(20_000_000);
    // Four socket buffers of the system's are the most of it.
    expect(mostUnderWay).toBeLessThan(14_000_000);
  });

  it('stops where the function stops reading', async () => {
    const code = `let go; const gate = new Promise((resolve) => (go = resolve));
      export default { async fetch(request) {
        if (request.url.endsWith('/go')) { go(); return new Response('went'); }
        const reader = request.body.getReader();
        await reader.read();
        await gate;
        let bytes = 0;
        for (let next = await reader.read(); !next.done; next = await reader.read()) bytes += next.value.byteLength;
        return new Response('read');
      } };`;
    await engine.deploy({ name: 'slow', code, route: '/slow/*', methods: ['GET', 'POST'], limits: large });
    const bytes = 25_000_000;
    const socket = connect(engine.port, '127.0.0.1');
    let answer = '';
    socket.setEncoding('latin1').on('data', (text: string) => (answer += text));
    socket.write(`POST /fn/slow/read HTTP/1.1\r\nhost: 127.0.0.1:${engine.port}\r\ncontent-length: ${bytes}\r\n\r\n`);
    socket.write(new Uint8Array(bytes));
    const { promise: stalled, resolve } = Promise.withResolvers<number>();
    let before = -1;
    const timer = setInterval(() => {
      if (socket.bytesWritten > 0 && socket.writableLength === before) resolve(before);
      before = socket.writableLength;
    }, 100);
    const unsent = await stalled;
    clearInterval(timer);
    expect(unsent).toBeGreaterThan(5_000_000);
    expect(await (await engine.request('/fn/slow/go')).text()).toBe('went');
    await new Promise<void>((done) => socket.on('data', () => answer.includes('read') && done()));
    socket.destroy();
  });

  it('reaches the handler form whole, however it came', async () => {
    const code = `function handler(request) { return request.body.length + ':' + request.body.slice(0, 3); }`;
    await engine.deploy({ name: 'whole', code, methods: [...methods], limits: large });
    expect(await (await post('/fn/whole', 'abc'.repeat(100_000))).json()).toBe('300000:abc');
    const pieces = new ReadableStream({
      async start(controller) {
        for (let n = 0; n < 3; n++) {
          controller.enqueue(new TextEncoder().encode('xyz'));
          await new Promise((resolve) => setTimeout(resolve, 10));
        }
        controller.close();
      },
    });
    expect(await (await post('/fn/whole', pieces)).json()).toBe('9:xyz');
  });

  it('may be answered while it is still coming', async () => {
    const code = `export default { async fetch(request) {
      const { value } = await request.body.getReader().read();
      return new Response(value);
    } };`;
    await engine.deploy({ name: 'early', code, methods: [...methods] });
    const { promise: answered, resolve: finish } = Promise.withResolvers<void>();
    const body = new ReadableStream({
      async start(controller) {
        controller.enqueue(new TextEncoder().encode('first'));
        await answered;
        controller.close();
      },
    });
    const response = await post('/fn/early', body);
    expect(await response.text()).toBe('first');
    finish();
  });

  it('that turns out too large is answered 413, and the function stops', async () => {
    await engine.deploy({
      name: 'strict',
      code: `export default { async fetch(request) {
      return new Response(await request.text());
    } };`,
      methods: [...methods],
      limits: { requestBytes: 200_000 },
    });
    const announced = await post('/fn/strict', 'x'.repeat(300_000));
    expect(announced.status).toBe(413);
    const piece = 'x'.repeat(1_000);
    const chunked = `POST /fn/strict HTTP/1.1\r\nhost: 127.0.0.1:${engine.port}\r\ntransfer-encoding: chunked\r\n\r\n`;
    const answer = await sendRaw(engine.port, `${chunked}${`3e8\r\n${piece}\r\n`.repeat(400)}0\r\n\r\n`);
    expect(statusOf(answer)).toBe(413);
    expect(answer).toContain('BODY_TOO_LARGE');
  });

  it('fails, and the signal aborts, when the client leaves half way', async () => {
    const code = `const notes = []; export default { async fetch(request, env, ctx) {
      if (request.method === 'GET') return Response.json(notes);
      request.signal.addEventListener('abort', () => notes.push('signal ' + request.signal.reason.name));
      let over; ctx.waitUntil(new Promise((resolve) => (over = resolve)));
      const reader = request.body.getReader();
      await reader.read();
      notes.push('begun');
      await reader.read().catch((error) => notes.push('body ' + error.name));
      over();
    } };`;
    await engine.deploy({ name: 'half', code, methods: ['GET', 'POST'] });
    const seen = async (wanted: string): Promise<string[]> => {
      for (;;) {
        const notes = (await (await engine.request('/fn/half')).json()) as string[];
        if (notes.includes(wanted)) return notes;
      }
    };
    const socket = connect(engine.port, '127.0.0.1');
    socket.write(`POST /fn/half HTTP/1.1\r\nhost: 127.0.0.1:${engine.port}\r\ncontent-length: 100000\r\n\r\nbegin`);
    await seen('begun');
    socket.destroy();
    expect((await seen('body AbortError')).toSorted()).toEqual(['begun', 'body AbortError', 'signal AbortError']);
  });

  it('with trailers is read without them', async () => {
    const head = `POST /fn/whole HTTP/1.1\r\nhost: 127.0.0.1:${engine.port}\r\ntransfer-encoding: chunked\r\n`;
    const answer = await sendRaw(engine.port, `${head}trailer: x-sum\r\n\r\n3\r\nabc\r\n0\r\nx-sum: 1\r\n\r\n`);
    expect(answer).toContain('"3:abc"');
  });

  it('that nobody reads costs the function nothing', async () => {
    const code = `export default { fetch: () => new Response('no thanks') };`;
    await engine.deploy({ name: 'ignore', code, methods: [...methods], limits: large });
    expect(await (await post('/fn/ignore', new Uint8Array(5_000_000))).text()).toBe('no thanks');
    expect(await (await post('/fn/ignore', 'small')).text()).toBe('no thanks');
  });
});
