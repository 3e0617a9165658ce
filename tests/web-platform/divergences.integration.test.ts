import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';

import { afterAll, describe, expect, test } from 'vitest';

import { testCases, type Cases, type Surroundings } from './cases.ts';

/** Where the platform differs from the specifications, and is meant to; docs/web-platform.md says why. */
const divergences: Cases = {
  'header names that browsers forbid are allowed': [
    `return new Request('http://a/', { headers: { cookie: 'a=b', host: 'x' } }).headers.get('cookie') + [...new Response('', { headers: { 'set-cookie': 'c=d' } }).headers.getSetCookie()]`,
    'a=bc=d',
  ],
  'a relative URL is refused by Request and fetch': [
    `return [thrown(() => new Request('/a')), await thrown(() => fetch('a'))]`,
    ['TypeError', 'TypeError'],
  ],
  'FormData takes no form': [`return thrown(() => new FormData({}))`, 'TypeError'],
  'credentials, mode, cache and referrer are kept but have no effect': [
    `const r = new Request('http://a/', { credentials: 'include', mode: 'no-cors', cache: 'no-store', referrer: '' }); return [r.credentials, r.mode, r.cache, r.referrer, [...r.headers]]`,
    ['include', 'no-cors', 'no-store', 'no-referrer', []],
  ],
  'a redirect that is not followed can be read': [
    `const r = await fetch(origin + '/moved', { redirect: 'manual' }); return [r.status, r.type, r.headers.get('location')]`,
    [302, 'basic', '/'],
  ],
  'a response that was decompressed has no content-encoding': [
    `const r = await fetch(origin); return [r.headers.get('content-encoding'), r.headers.get('content-length'), await r.text()]`,
    [null, null, 'hello'],
  ],
  'unhandledrejection has an error made anew': [
    `return ['onunhandledrejection', 'onrejectionhandled'].map((name) => globalThis[name])`,
    [null, null],
  ],
  'WebAssembly is compiled where it is asked for': [
    `const p = WebAssembly.compile(new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0])); let done = false; p.then(() => { done = true }); for (let i = 0; i < 10; i++) await undefined; return done`,
    true,
  ],
  'a SharedArrayBuffer cannot be cloned or posted': [
    `return thrown(() => structuredClone(new SharedArrayBuffer(1)))`,
    'DataCloneError',
  ],
  'RSA keys of more than 4096 bits are not made, and PBKDF2 ends at 10,000,000 iterations': [
    `const rsa = { name: 'RSA-PSS', modulusLength: 8192, publicExponent: new Uint8Array([1, 0, 1]), hash: 'SHA-256' };
     const key = await crypto.subtle.importKey('raw', new Uint8Array(8), 'PBKDF2', false, ['deriveBits']);
     const rounds = { name: 'PBKDF2', salt: new Uint8Array(8), iterations: 10_000_001, hash: 'SHA-256' };
     return [await thrown(() => crypto.subtle.generateKey(rsa, true, ['sign', 'verify'])), await thrown(() => crypto.subtle.deriveBits(rounds, key, 256))]`,
    ['OperationError', 'OperationError'],
  ],
  'import() of what was not bundled is refused': [`return thrown(() => import(String('x')))`, 'Error'],
  'an empty FormData is a body with a closing boundary': [
    `return /^------formdata-[0-9a-f]{32}--\\r\\n$/.test(await new Response(new FormData()).text())`,
    true,
  ],
  // tests/web-socket shows it on a server.
  'a WebSocket ends with the call that opened it': [
    `const socket = new WebSocket('ws://192.0.2.1/'); return socket.readyState`,
    0,
  ],
  'messages of a channel stay in the isolate': [
    `return [typeof Worker, typeof BroadcastChannel]`,
    ['undefined', 'undefined'],
  ],
};

describe('divergences', () => {
  testCases(divergences, openServer);

  test('are all in the documentation, and no others', () => {
    const text = readFileSync(new URL('../../docs/web-platform.md', import.meta.url), 'utf8').replace(/\n +/g, ' ');
    const listed = [...text.matchAll(/^- \*\*(.*?)\*\*/gm)].map(([, title]) => title);
    expect(listed).toEqual(Object.keys(divergences));
  });
});

const server = createServer((request, response) => {
  if (request.url === '/moved') response.writeHead(302, { location: '/' }).end();
  else response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync('hello'));
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

async function openServer(): Promise<Surroundings> {
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { prelude: `const origin = 'http://${host}';`, grants: [host] };
}
