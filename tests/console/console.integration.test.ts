import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import pino from 'pino';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { WebSocket } from 'ws';

import { consoleProtocol, protocolOfToken } from '../../src/contract/console.ts';
import { serveConsole, type ServedConsole } from '../../src/engine/serve-console.ts';
import { createEngineClient, type ClientPort } from '../../src/rpc/client.ts';
import { connectOverSocket } from '../../src/rpc/socket-wire.ts';
import { sendRaw, statusOf } from '../support/raw-http.ts';
import { startEngine, type TestEngine } from '../support/start-engine.ts';

const token = 'a-token-of-my-own-choice';
let engine: TestEngine;
let studio: ServedConsole;
let folder: string;
let port: number;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'nexo-pages-'));
  await mkdir(join(folder, 'assets'));
  await writeFile(join(folder, 'index.html'), '<title>Nexo</title>');
  await writeFile(join(folder, 'assets/a-1.js'), 'export {};');
  await writeFile(join(folder, 'secret.txt'), 'not a page');
  await symlink('/etc/hostname', join(folder, 'assets/link.js'));
  engine = await startEngine({ flags: { token } });
  const place = { host: '127.0.0.1', port: undefined, pages: folder };
  studio = await serveConsole(engine.engine, place, pino({ level: 'silent' }));
  port = Number(new URL(studio.url).port);
});
afterAll(async () => {
  await studio.dispose();
  await engine.dispose();
  await rm(folder, { recursive: true, force: true });
});

function ask(path: string, headers: Record<string, string> = {}, method = 'GET'): Promise<string> {
  const all = { host: `127.0.0.1:${port}`, ...headers };
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`);
  return sendRaw(port, `${method} ${path} HTTP/1.1\r\n${lines.join('')}connection: close\r\n\r\n`);
}

function knock(headers: Record<string, string> = {}, path = '/socket'): Promise<string> {
  return ask(path, {
    origin: `http://127.0.0.1:${port}`,
    'sec-websocket-key': createHash('md5').update('key').digest('base64'),
    'sec-websocket-version': '13',
    'sec-websocket-protocol': `${consoleProtocol}, ${protocolOfToken(token)}`,
    connection: 'Upgrade',
    upgrade: 'websocket',
    ...headers,
  });
}

describe('the page', () => {
  it('is served with a policy that keeps it to itself', async () => {
    const answer = await ask('/');
    expect(statusOf(answer)).toBe(200);
    expect(answer).toContain('<title>Nexo</title>');
    expect(answer).toMatch(/content-security-policy: default-src 'none'; script-src 'self'/i);
    expect(answer).toContain(`connect-src 'self' ws://127.0.0.1:${port};`);
    expect(answer).toMatch(/frame-ancestors 'none'/);
    expect(answer).toMatch(/cross-origin-opener-policy: same-origin/i);
    expect(answer).not.toMatch(/access-control-allow/i);
    expect(await ask('/assets/a-1.js')).toMatch(/cache-control: private, max-age=31536000, immutable/i);
  });

  it.each([
    '/secret.txt',
    '/assets/link.js',
    '/../package.json',
    '/assets/%2e%2e/secret.txt',
    '/fn/x',
    '/api/functions',
  ])('has nothing at %s', async (path) => expect([400, 404]).toContain(statusOf(await ask(path))));

  it('is only read', async () => {
    expect(statusOf(await ask('/', {}, 'POST'))).toBe(405);
    expect(statusOf(await ask('/', {}, 'OPTIONS'))).toBe(405);
    expect(statusOf(await ask('/', {}, 'HEAD'))).toBe(200);
  });
});

const strangers: Record<string, string>[] = [
  { host: 'evil.example' },
  { origin: 'https://evil.example' },
  { origin: 'null' },
  { origin: 'http://127.0.0.1:1' },
  { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'cors' },
  { 'sec-fetch-site': 'same-site', 'sec-fetch-mode': 'cors' },
  { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'iframe' },
];

describe('strangers', () => {
  it.each(strangers)('%j get nothing, with the right token either', async (headers) => {
    const withToken = { authorization: `Bearer ${token}`, ...headers };
    const expected = headers['host'] === undefined ? 403 : 421;
    for (const path of ['/', '/session', '/assets/a-1.js']) {
      expect(statusOf(await ask(path, withToken))).toBe(expected);
    }
    expect(statusOf(await knock(headers))).toBe(expected);
  });

  it('a page of a function is one: it has the origin of the gateway', async () => {
    expect(statusOf(await knock({ origin: engine.url }))).toBe(403);
  });

  it('a person who follows a link gets the page', async () => {
    const visit = { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'document' };
    expect(statusOf(await ask('/', visit))).toBe(200);
    expect(statusOf(await ask('/session', visit))).toBe(401);
  });
});

describe('the token', () => {
  it('is needed for a session and a socket, and a wrong one gets the same answer as none', async () => {
    const bodies = await Promise.all(
      [{}, { authorization: 'Bearer wrong' }, { authorization: `Bearer ${token}x` }, { authorization: token }].map(
        async (headers) => {
          const answer = await ask('/session', headers as Record<string, string>);
          expect(statusOf(answer)).toBe(401);
          return answer.slice(answer.indexOf('\r\n\r\n'));
        },
      ),
    );
    expect(new Set(bodies).size).toBe(1);
    for (const protocols of ['nexo.console', `nexo.console, ${protocolOfToken('wrong')}`]) {
      expect(statusOf(await knock({ 'sec-websocket-protocol': protocols }))).toBe(401);
    }
    expect(statusOf(await knock({}, '/'))).toBe(404);
  });

  it('opens a session that says where functions answer', async () => {
    const answer = await ask('/session', { authorization: `Bearer ${token}`, 'sec-fetch-site': 'same-origin' });
    expect(JSON.parse(answer.slice(answer.indexOf('{')))).toMatchObject({ gateway: engine.url, pid: process.pid });
  });
});

describe('the socket', () => {
  const connect = (): { port: ClientPort; socket: WebSocket } => {
    const socket = new WebSocket(`ws://127.0.0.1:${port}/socket`, [consoleProtocol, protocolOfToken(token)], {
      origin: `http://127.0.0.1:${port}`,
    });
    const open = new Promise<globalThis.WebSocket>((resolve, reject) => {
      socket.on('open', () => resolve(socket as unknown as globalThis.WebSocket));
      socket.on('error', reject);
    });
    return { port: connectOverSocket(() => open), socket };
  };

  it('carries the contract, streams and errors included', async () => {
    const { port: wire, socket } = connect();
    const client = createEngineClient(() => wire);
    const created = await client.functions.create({
      name: 'spoken',
      route: '/spoken',
      code: 'function handler() { return "spoken"; }',
    });
    expect(created.id).toBe('spoken');
    expect(await (await engine.request('/fn/spoken')).text()).toContain('spoken');
    for await (const event of await client.workspace.watch()) {
      expect(event).toMatchObject({ type: 'opened', functions: [{ id: 'spoken' }] });
      break;
    }
    await expect(client.functions.get({ id: 'missing' })).rejects.toMatchObject({ code: 'FUNCTION_NOT_FOUND' });
    socket.close();
  });

  it('ends with its console, which the page learns', async () => {
    const place = { host: '127.0.0.1', port: 0, pages: folder };
    const other = await serveConsole(engine.engine, place, pino({ level: 'silent' }));
    const origin = other.url;
    const socket = new WebSocket(`${origin.replace('http', 'ws')}/socket`, [consoleProtocol, protocolOfToken(token)], {
      origin,
    });
    await new Promise((resolve) => socket.on('open', resolve));
    const closed = new Promise<number>((resolve) => socket.on('close', resolve));
    await other.dispose();
    expect(await closed).toBe(1001);
  });
});

describe('who guesses the token', () => {
  afterEach(() => void vi.useRealTimers());

  it('waits for the answer, at both doors, while the right one opens them', async () => {
    const place = { host: '127.0.0.1', port: 0, pages: folder };
    const other = await serveConsole(engine.engine, place, pino({ level: 'silent' }));
    const origin = other.url;
    const session = (guess: string) =>
      fetch(`${origin}/session`, { headers: { authorization: `Bearer ${guess}` } }).then(({ status }) => status);
    const socket = (guess: string) =>
      new WebSocket(`${origin.replace('http', 'ws')}/socket`, [consoleProtocol, protocolOfToken(guess)], { origin });
    for (let guess = 0; guess < 10; guess++) expect(await session(`guess-${guess}`)).toBe(401);

    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const answered: number[] = [];
    void session('guess-11').then((status) => answered.push(status));
    socket('guess-12').on('unexpected-response', (_, { statusCode }) => answered.push(statusCode ?? 0));
    while (vi.getTimerCount() < 2) await new Promise(setImmediate);
    expect(await session(token)).toBe(200);
    const opened = socket(token);
    await new Promise((resolve) => opened.on('open', resolve));
    opened.terminate();
    expect(answered).toEqual([]);
    while (answered.length < 2) {
      vi.advanceTimersByTime(1_000);
      await new Promise(setImmediate);
    }
    expect(answered).toEqual([401, 401]);
    await other.dispose();
  });
});

it('functions cannot fetch from the console, granted or not', async () => {
  const code = `async function handler() { return (await fetch('${studio.url}/')).status; }`;
  await engine.deploy({ name: 'nosy', code });
  await engine.send('PUT', '/api/functions/nosy/grants', { targets: [`127.0.0.1:${port}`] });
  expect((await engine.request('/fn/nosy')).status).toBe(500);
});

it('says how to get the page when it was not built', async () => {
  const place = { host: '127.0.0.1', port: 0, pages: join(folder, 'nowhere') };
  await expect(serveConsole(engine.engine, place, pino({ level: 'silent' }))).rejects.toThrow(/npm run build/);
});
