import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

import { afterAll, beforeAll, expect, it } from 'vitest';

import type { InvokeResult } from '../../src/contract/invocation.ts';
import { startEngine, type TestEngine } from '../support/start-engine.ts';
import { startWebSocketServer, type TestWebSocketServer } from '../support/start-web-socket-server.ts';

let engine: TestEngine;
let server: TestWebSocketServer;
let http: Server;
let plainUrl: string;

beforeAll(async () => {
  http = createServer((request, response) => {
    if (request.url === '/moved') response.writeHead(302, { location: server.url.replace('ws', 'http') }).end();
    else response.writeHead(418).end();
  }).listen(0, '127.0.0.1');
  await once(http, 'listening');
  http.on('upgrade', (request, socket) => {
    if (request.url === '/moved')
      socket.end(`HTTP/1.1 302 Found\r\nLocation: ${server.url}\r\nContent-Length: 0\r\n\r\n`);
    else socket.end('HTTP/1.1 418 No\r\nContent-Length: 0\r\n\r\n');
  });
  const plain = `127.0.0.1:${(http.address() as AddressInfo).port}`;
  plainUrl = `ws://${plain}`;
  server = await startWebSocketServer(
    (socket, path) => {
      if (path === '/close') socket.close(4_001, 'enough');
      if (path === '/drop') socket.terminate();
      if (path === '/flood') for (let index = 0; index < 200; index++) socket.send('x'.repeat(100_000));
      if (path === '/large') socket.send(Buffer.alloc(17 * 2 ** 20));
      socket.on('message', (data: Buffer, isBinary) => {
        if (path === '/digest') socket.send(createHash('sha256').update(data).digest('hex'));
        else socket.send(data, { binary: isBinary });
      });
    },
    { handleProtocols: (protocols) => (protocols.has('b') ? 'b' : false) },
  );
  engine = await startEngine({ grants: [server.target, plain] });
});
afterAll(async () => {
  await engine?.dispose();
  await server?.dispose();
  http?.close();
});

let count = 0;
/** Runs the body of an async function that has `url`, `socket(path)` and `next(target, type)`; gives what it returns. */
async function run<Result>(body: string, limits: object = {}): Promise<Result> {
  const name = `socket-${++count}`;
  const code = `const url = '${server.url}'; const plainUrl = '${plainUrl}';
    const next = (target, type) => new Promise((resolve) => target.addEventListener(type, resolve, { once: true }));
    const socket = async (path, ...rest) => { const ws = new WebSocket(url + path, ...rest); await next(ws, 'open'); return ws; };
    const thrown = (run) => { try { run(); return 'nothing'; } catch (error) { return error.name; } };
    export default { async fetch(request, env, ctx) { return Response.json(await (async () => { ${body} })()); } };`;
  await engine.deploy({ name, code, limits: { cpuMs: 5_000, ...limits } });
  const { body: result } = await engine.send('POST', `/api/functions/${name}/invoke`, {});
  const { error, body: text, logs } = result as InvokeResult;
  if (error !== null) throw new Error(`${error.code}: ${error.message} ${JSON.stringify(logs)}`);
  return JSON.parse(text) as Result;
}

it('sends and receives texts and bytes in order, and closes with a code', async () => {
  const result = await run(`
    const ws = await socket('/echo', ['a', 'b']);
    const seen = [];
    ws.onmessage = ({ data, origin }) => seen.push([typeof data === 'string' ? data : [...new Uint8Array(data)], origin === url]);
    ws.binaryType = 'arraybuffer';
    ws.send('text ✓');
    ws.send(new Uint8Array([1, 2, 3]).subarray(1));
    ws.send(new Uint8Array([4]).buffer);
    ws.send(new Blob(['5']));
    ws.send('');
    const before = [ws.readyState, ws.protocol, ws.url === url + '/echo', ws.bufferedAmount > 0];
    while (seen.length < 5) await next(ws, 'message');
    ws.close(3_000, 'done');
    const state = ws.readyState;
    const { code, reason, wasClean, constructor } = await next(ws, 'close');
    return { before, seen, state, close: [code, reason, wasClean, constructor.name], after: [ws.readyState, ws.bufferedAmount] };
  `);
  expect(result).toEqual({
    before: [1, 'b', true, true],
    seen: [
      ['text ✓', true],
      [[2, 3], true],
      [[4], true],
      [[53], true],
      ['', true],
    ],
    state: 2,
    close: [3_000, 'done', true, 'CloseEvent'],
    after: [3, 0],
  });
});

it('gives bytes as a Blob unless told otherwise', async () => {
  expect(
    await run(`const ws = await socket('/echo'); ws.send(new Uint8Array([1]));
      const { data } = await next(ws, 'message'); ws.binaryType = 'nonsense';
      return [data instanceof Blob, data.size, ws.binaryType]`),
  ).toEqual([true, 1, 'blob']);
});

it('hears how the server leaves', async () => {
  const script = (path: string) => `const events = []; const ws = new WebSocket(url + '${path}');
    for (const type of ['open', 'error', 'close']) ws.addEventListener(type, (event) => events.push([type, event.code ?? null, event.reason ?? null, event.wasClean ?? null]));
    await next(ws, 'close'); return [...events, ws.readyState]`;
  expect(await run(script('/close'))).toEqual([['open', null, null, null], ['close', 4_001, 'enough', true], 3]);
  expect(await run(script('/drop'))).toEqual([['open', null, null, null], ['close', 1_006, '', false], 3]);
});

it('a message of several megabytes arrives whole, and one that is too large ends the connection with 1009', async () => {
  const size = 3_000_000;
  const hex = createHash('sha256').update(Buffer.alloc(size, 7)).digest('hex');
  expect(
    await run(
      `const ws = await socket('/digest'); ws.send(new Uint8Array(${size}).fill(7)); return (await next(ws, 'message')).data`,
    ),
  ).toBe(hex);
  expect(
    await run(
      `const ws = await socket('/large'); const { code, wasClean } = await next(ws, 'close'); return [code, wasClean]`,
    ),
  ).toEqual([1_006, false]);
});

it('twenty megabytes stream through without gathering anywhere', async () => {
  expect(
    await run(
      `const ws = await socket('/flood'); let total = 0;
       await new Promise((resolve) => { ws.onmessage = ({ data }) => { total += data.length; if (total === 20_000_000) resolve(); } });
       return total`,
      { heapMb: 64 },
    ),
  ).toBe(20_000_000);
});

it('a connection that cannot be made ends in an error and a close, and the log says why', async () => {
  const code = `export default { async fetch(request) {
    const ws = new WebSocket(new URL(request.url).searchParams.get('to'));
    const types = [];
    for (const type of ['open', 'error']) ws.addEventListener(type, (event) => types.push(type + event.constructor.name));
    const { code } = await new Promise((resolve) => ws.addEventListener('close', resolve));
    return Response.json([...types, code]);
  } };`;
  await engine.deploy({ name: 'fails', code });
  const outcome = async (to: string) => {
    const { body } = await engine.send('POST', '/api/functions/fails/invoke', {
      path: `/fails?to=${encodeURIComponent(to)}`,
    });
    const { body: text, logs } = body as InvokeResult;
    expect(JSON.parse(text)).toEqual(['errorEvent', 1_006]);
    return logs[0]!.text;
  };
  expect(await outcome('ws://127.0.0.1:9/')).toContain('port 9 belongs to another protocol');
  expect(await outcome('ws://localhost:4444/')).toMatch(
    /refused: .*add it to the targets of PUT \/api\/functions\/fails\/grants/,
  );
  expect(await outcome('ws://169.254.169.254/')).toContain('cloud metadata');
  expect(await outcome(`ws://127.0.0.1:${engine.port}/`)).toContain('belongs to Nexo Studio');
  expect(await outcome(plainUrl)).toContain('answered 418 instead of opening a WebSocket');
  expect(await outcome(`${plainUrl}/moved`)).toContain('answered 302 instead of opening a WebSocket');
});

it('refuses what the specification refuses', async () => {
  expect(
    await run(`const ws = new WebSocket(url);
      const early = [thrown(() => ws.send('x')), thrown(() => ws.close(1001)), thrown(() => ws.close(1000, 'x'.repeat(124)))];
      const made = ['nonsense', 'ftp://a/', 'ws://a/#b'].map((text) => thrown(() => new WebSocket(text)));
      const protocols = [['a', 'a'], 'a b', ['']].map((list) => thrown(() => new WebSocket(url, list)));
      return { early, made, protocols, none: thrown(() => new WebSocket()), call: thrown(() => WebSocket(url)), http: new WebSocket('http://127.0.0.1:1/').url };`),
  ).toEqual({
    early: ['InvalidStateError', 'InvalidAccessError', 'SyntaxError'],
    made: ['SyntaxError', 'SyntaxError', 'SyntaxError'],
    protocols: ['SyntaxError', 'SyntaxError', 'SyntaxError'],
    none: 'TypeError',
    call: 'TypeError',
    http: 'ws://127.0.0.1:1/',
  });
});

it('close before the connection stands fails it', async () => {
  expect(
    await run(`const ws = new WebSocket(url + '/echo'); ws.close(); const state = ws.readyState;
      const types = []; ws.onopen = ws.onerror = ({ type }) => types.push(type);
      const { code } = await next(ws, 'close'); return [state, types, code]`),
  ).toEqual([2, ['error'], 1_006]);
});

it('a connection ends with its invocation, and lives as long as waitUntil', async () => {
  const connections: Promise<[number, string]>[] = [];
  const remember = async (): Promise<void> => {
    const socket = await server.nextConnection();
    const messages: string[] = [];
    socket.on('message', (data: Buffer) => messages.push(data.toString()));
    connections.push(once(socket, 'close').then(([code]) => [code as number, messages.join()]));
  };
  let connected = remember();
  const name = 'lives';
  const code = `let kept; export default { async fetch(request, env, ctx) {
    if (kept) { const before = kept.readyState; return Response.json(before); }
    kept = new WebSocket('${server.url}/echo');
    await new Promise((resolve) => kept.addEventListener('open', resolve));
    if (request.method === 'POST') ctx.waitUntil(new Promise((resolve) => setTimeout(() => { kept.send('late'); setTimeout(resolve, 50); }, 50)));
    return Response.json('open');
  } };`;
  await engine.deploy({ name, code, methods: ['GET', 'POST'] });
  expect(await (await engine.request(`/fn/${name}`)).json()).toBe('open');
  await connected;
  expect(await connections[0]).toEqual([1_001, '']);
  // The same isolate still has the object.
  expect(await (await engine.request(`/fn/${name}`)).json()).toBe(3);

  await engine.send('PUT', `/api/functions/${name}`, { code: `${code}//` });
  connected = remember();
  expect(await (await engine.request(`/fn/${name}`, { method: 'POST' })).json()).toBe('open');
  await connected;
  expect(await connections[1]).toEqual([1_001, 'late']);
});

it('a function that sends faster than the network takes is told how much waits, and closed when it is too much', async () => {
  const slow = await startWebSocketServer((socket) => socket.pause());
  try {
    const own = await startEngine({ grants: [slow.target] });
    try {
      const code = `export default { async fetch() {
        const ws = new WebSocket('${slow.url}');
        await new Promise((resolve) => { ws.onopen = resolve; });
        const chunk = 'x'.repeat(4_000_000);
        let most = 0;
        for (let index = 0; index < 6 && ws.readyState === 1; index++) { ws.send(chunk); most = ws.bufferedAmount; }
        const { code } = await new Promise((resolve) => { ws.onclose = resolve; });
        return Response.json([most, code]);
      } };`;
      await own.deploy({ name: 'fast', code, limits: { cpuMs: 5_000 } });
      expect(await (await own.request('/fn/fast')).json()).toEqual([20_000_000, 1_006]);
    } finally {
      await own.dispose();
    }
  } finally {
    await slow.dispose();
  }
});
