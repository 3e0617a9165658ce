import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { startEngine, type TestEngine } from '../support/start-engine.ts';

type Listener = (request: IncomingMessage, response: ServerResponse) => void;

const listeners = new Map<string, Listener>();
const server = createServer((request, response) => listeners.get(request.url!)!(request, response));
let engine: TestEngine;
let origin: string;
beforeAll(async () => {
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  origin = `http://${host}`;
  engine = await startEngine({ grants: [host] });
});
afterAll(async () => {
  await engine.dispose();
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

const limits = { cpuMs: 20_000, responseBytes: 40_000_000 };

/** Deploys a fetch handler whose body sees `origin`, and calls it. */
async function run(name: string, body: string): Promise<Response> {
  const code = `const origin = '${origin}'; export default { async fetch(request, env, ctx) { ${body} } };`;
  await engine.deploy({ name, code, limits });
  return engine.request(`/fn/${name}`);
}

describe('a fetched response', () => {
  it('is there with its head and gives its body as it comes', async () => {
    const { promise: released, resolve: release } = Promise.withResolvers<void>();
    listeners.set('/slow', (_, response) => {
      response.writeHead(200, { 'content-length': 10 }).write('first');
      void released.then(() => response.end('after'));
    });
    listeners.set('/release', (_, response) => {
      release();
      response.end();
    });
    const response = await run(
      'pieces',
      `const response = await fetch(origin + '/slow');
      const reader = response.body.getReader();
      const read = async () => new TextDecoder().decode((await reader.read()).value);
      const first = await read();
      await fetch(origin + '/release');
      return Response.json([response.status, response.url, response.type, first, await read(), (await reader.read()).done]);`,
    );
    expect(await response.json()).toEqual([200, `${origin}/slow`, 'basic', 'first', 'after', true]);
  });

  it('passes through to the client', async () => {
    listeners.set('/large', (_, response) => response.end(Buffer.alloc(3_000_000, 'x')));
    const response = await run('proxy', `return fetch(origin + '/large');`);
    expect((await response.text()).length).toBe(3_000_000);
  });

  it('that nobody reads holds its server back', async () => {
    const { promise: closed, resolve } = Promise.withResolvers<number>();
    listeners.set('/endless', (request, response) => {
      let bytes = 0;
      const more = (): void => {
        while (!response.destroyed && response.write(Buffer.alloc(65_536))) bytes += 65_536;
      };
      response.on('drain', more);
      request.socket.on('close', () => resolve(bytes));
      more();
    });
    const response = await run('unread', `return Response.json((await fetch(origin + '/endless')).status);`);
    expect(await response.json()).toBe(200);
    // Closed with the invocation that left it unread.
    expect(await closed).toBeLessThan(15_000_000);
  });

  it('can be given up half way, which its server notices', async () => {
    const { promise: closed, resolve } = Promise.withResolvers<void>();
    listeners.set('/half', (request, response) => {
      response.write('half');
      request.socket.on('close', () => resolve());
    });
    const response = await run(
      'abort',
      `const controller = new AbortController();
      const response = await fetch(origin + '/half', { signal: controller.signal });
      const reader = response.body.getReader();
      await reader.read();
      controller.abort();
      const error = await reader.read().catch((error) => error);
      const late = await fetch(origin + '/half', { signal: AbortSignal.timeout(30) })
        .then((response) => response.text()).catch((error) => error);
      return Response.json([error.name, late.name]);`,
    );
    expect(await response.json()).toEqual(['AbortError', 'TimeoutError']);
    await closed;
  });

  it('that breaks off fails its reader with a reason', async () => {
    listeners.set('/broken', (_, response) => {
      response.writeHead(200, { 'content-length': 1_000_000 }).write('x'.repeat(100_000), () => response.destroy());
    });
    const response = await run(
      'broken',
      `const response = await fetch(origin + '/broken');
      return Response.json(await response.text().catch((error) => [error.name, error.message]));`,
    );
    const [name, message] = (await response.json()) as string[];
    expect([name, message]).toEqual(['TypeError', expect.stringContaining('closed the connection')]);
  });
});

describe('a fetched request', () => {
  it('sends a stream piece by piece while it is answered', async () => {
    listeners.set('/duplex', (request, response) => void request.pipe(response));
    const response = await run(
      'duplex',
      `const { readable, writable } = new TransformStream();
      const writer = writable.getWriter();
      const encoder = new TextEncoder();
      void writer.write(encoder.encode('ping 1'));
      const response = await fetch(origin + '/duplex', { method: 'POST', body: readable, duplex: 'half' });
      const reader = response.body.getReader();
      const heard = [new TextDecoder().decode((await reader.read()).value)];
      void writer.write(encoder.encode('ping 2'));
      heard.push(new TextDecoder().decode((await reader.read()).value));
      await writer.close();
      return Response.json([...heard, (await reader.read()).done]);`,
    );
    expect(await response.json()).toEqual(['ping 1', 'ping 2', true]);
  });

  it('whose stream fails fails with it, the cause kept', async () => {
    listeners.set('/sink', (request, response) => {
      request.on('error', () => undefined).resume();
      request.on('end', () => response.end());
    });
    const response = await run(
      'failing',
      `const body = new ReadableStream({ start(c) { c.enqueue(new Uint8Array(10)); }, pull() { throw new Error('dry'); } });
      const error = await fetch(origin + '/sink', { method: 'POST', body, duplex: 'half' }).catch((error) => error);
      return Response.json([error.name, error.cause.message]);`,
    );
    expect(await response.json()).toEqual(['TypeError', 'dry']);
  });

  it('cannot send its stream again after a redirect, but goes on as GET', async () => {
    listeners.set('/again', (request, response) => {
      request.resume();
      response.writeHead(307, { location: '/target' }).end();
    });
    listeners.set('/see-other', (request, response) => {
      request.resume();
      response.writeHead(303, { location: '/target' }).end();
    });
    listeners.set('/target', (request, response) => response.end(request.method));
    const response = await run(
      'redirect',
      `const post = (path) => fetch(origin + path, { method: 'POST', body: new Blob(['x']).stream(), duplex: 'half' });
      const refused = await post('/again').catch((error) => error.message);
      const seen = await post('/see-other');
      return Response.json([refused, seen.redirected, seen.url, await seen.text()]);`,
    );
    const [refused, ...seen] = (await response.json()) as unknown[];
    expect(refused).toContain('cannot be sent again');
    expect(seen).toEqual([true, `${origin}/target`, 'GET']);
  });

  it('is one of 50 at once for its function; more of them wait for their turn', async () => {
    let now = 0;
    let most = 0;
    listeners.set('/count', (_, response) => {
      most = Math.max(most, ++now);
      setTimeout(() => response.end('x', () => now--), 5);
    });
    const response = await run(
      'many',
      `const all = Array.from({ length: 120 }, () => fetch(origin + '/count').then((response) => response.text()));
      return Response.json((await Promise.all(all)).length);`,
    );
    expect(await response.json()).toBe(120);
    expect(most).toBeGreaterThan(10);
    expect(most).toBeLessThanOrEqual(50);
  });
});
