import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';

import { sendRaw, statusOf } from '../support/raw-http.ts';
import { startEngine, type TestEngine } from '../support/start-engine.ts';

let engine: TestEngine;
beforeAll(async () => {
  engine = await startEngine();
  await engine.deploy({
    name: 'echo',
    methods: ['GET', 'POST'],
    code: 'async function handler(request) { return request.url; }',
  });
});
afterAll(() => engine.dispose());
afterEach(async () => expect((await engine.request('/health')).status).toBe(200));

/** `HOST` stands for the engine's own. */
const samples: [what: string, text: string, status: number][] = [
  ['a plain request', 'GET /fn/echo HTTP/1.1\r\nHost: HOST\r\n\r\n', 200],
  ['HTTP/1.0', 'GET /fn/echo HTTP/1.0\r\nHost: HOST\r\n\r\n', 200],
  ['localhost', 'GET /fn/echo HTTP/1.1\r\nHost: localhost:PORT\r\n\r\n', 200],
  ['IPv6 loopback', 'GET /fn/echo HTTP/1.1\r\nHost: [::1]:PORT\r\n\r\n', 200],
  ['an ignored upgrade', 'GET /fn/echo HTTP/1.1\r\nHost: HOST\r\nConnection: upgrade\r\nUpgrade: h2c\r\n\r\n', 200],
  ['no Host', 'GET /fn/echo HTTP/1.1\r\n\r\n', 400],
  ['an empty Host', 'GET /fn/echo HTTP/1.1\r\nHost:\r\n\r\n', 421],
  ['two Hosts', 'GET /fn/echo HTTP/1.1\r\nHost: HOST\r\nHost: HOST\r\n\r\n', 400],
  ['a foreign Host', 'GET /fn/echo HTTP/1.1\r\nHost: evil.example\r\n\r\n', 421],
  ['a rebound Host', 'GET /api/functions HTTP/1.1\r\nHost: evil.example:PORT\r\n\r\n', 421],
  ['a Host without port', 'GET /fn/echo HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n', 421],
  ['an octal Host', 'GET /fn/echo HTTP/1.1\r\nHost: 0177.0.0.1:PORT\r\n\r\n', 421],
  ['a Host with user', 'GET /fn/echo HTTP/1.1\r\nHost: a@127.0.0.1:PORT\r\n\r\n', 421],
  ['localhost.evil', 'GET /fn/echo HTTP/1.1\r\nHost: localhost.evil.example:PORT\r\n\r\n', 421],
  ['a Host with a dot', 'GET /fn/echo HTTP/1.1\r\nHost: localhost.:PORT\r\n\r\n', 421],
  ['HTTP/2.0 spoken as text', 'GET /fn/echo HTTP/2.0\r\nHost: HOST\r\n\r\n', 505],
  ['the HTTP/2 preface', 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n', 400],
  ['HTTP/0.9', 'GET /fn/echo\r\n\r\n', 505],
  ['garbage', '\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n', 400],
  ['TRACE', 'TRACE /fn/echo HTTP/1.1\r\nHost: HOST\r\n\r\n', 405],
  ['CONNECT', 'CONNECT example.com:443 HTTP/1.1\r\nHost: HOST\r\n\r\n', 405],
  ['an unknown method', 'BREW /fn/echo HTTP/1.1\r\nHost: HOST\r\n\r\n', 400],
  ['an absolute target', 'GET http://evil.example/fn/echo HTTP/1.1\r\nHost: HOST\r\n\r\n', 400],
  ['a target without slash', 'OPTIONS * HTTP/1.1\r\nHost: HOST\r\n\r\n', 400],
  ['dot segments', 'GET /fn/../api/functions HTTP/1.1\r\nHost: HOST\r\n\r\n', 400],
  ['encoded dot segments', 'GET /fn/%2e%2E/api/functions HTTP/1.1\r\nHost: HOST\r\n\r\n', 400],
  ['a backslash', 'GET /fn\\echo HTTP/1.1\r\nHost: HOST\r\n\r\n', 400],
  ['an encoded slash', 'GET /fn/a%2Fb HTTP/1.1\r\nHost: HOST\r\n\r\n', 400],
  ['an encoded NUL', 'GET /fn/a%00 HTTP/1.1\r\nHost: HOST\r\n\r\n', 400],
  ['an empty part', 'GET /fn//echo HTTP/1.1\r\nHost: HOST\r\n\r\n', 400],
  ['a broken escape', 'GET /fn/%zz HTTP/1.1\r\nHost: HOST\r\n\r\n', 400],
  ['bad UTF-8', 'GET /fn/%C3%28 HTTP/1.1\r\nHost: HOST\r\n\r\n', 400],
  ['overlong UTF-8', 'GET /fn/%C0%AF HTTP/1.1\r\nHost: HOST\r\n\r\n', 400],
  ['raw bytes in the path', 'GET /fn/gr\xc3\xbc HTTP/1.1\r\nHost: HOST\r\n\r\n', 400],
  ['a fragment', 'GET /fn/echo#x HTTP/1.1\r\nHost: HOST\r\n\r\n', 400],
  ['a header without colon', 'GET /fn/echo HTTP/1.1\r\nHost: HOST\r\nbroken\r\n\r\n', 400],
  ['a space before the colon', 'GET /fn/echo HTTP/1.1\r\nHost: HOST\r\nX-A : 1\r\n\r\n', 400],
  ['a folded header', 'GET /fn/echo HTTP/1.1\r\nHost: HOST\r\nX-A: 1\r\n 2\r\n\r\n', 400],
  ['NUL in a header', 'GET /fn/echo HTTP/1.1\r\nHost: HOST\r\nX-A: a\0b\r\n\r\n', 400],
  ['bare CR', 'GET /fn/echo HTTP/1.1\rHost: HOST\r\r', 400],
  ['too many header bytes', `GET /fn/echo HTTP/1.1\r\nHost: HOST\r\nX-A: ${'a'.repeat(20_000)}\r\n\r\n`, 431],
  ['a long target', `GET /fn/${'a'.repeat(20_000)} HTTP/1.1\r\nHost: HOST\r\n\r\n`, 431],
  ['two lengths', 'POST /fn/echo HTTP/1.1\r\nHost: HOST\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab', 400],
  ['a negative length', 'POST /fn/echo HTTP/1.1\r\nHost: HOST\r\nContent-Length: -1\r\n\r\n', 400],
  ['a length with a plus', 'POST /fn/echo HTTP/1.1\r\nHost: HOST\r\nContent-Length: +2\r\n\r\nab', 400],
  [
    'length and chunked',
    'POST /fn/echo HTTP/1.1\r\nHost: HOST\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n',
    400,
  ],
  ['gzip, chunked', 'POST /fn/echo HTTP/1.1\r\nHost: HOST\r\nTransfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n', 501],
  [
    'chunked, then gzip',
    'POST /fn/echo HTTP/1.1\r\nHost: HOST\r\nTransfer-Encoding: chunked, gzip\r\n\r\n0\r\n\r\n',
    400,
  ],
  [
    'chunked twice',
    'POST /fn/echo HTTP/1.1\r\nHost: HOST\r\nTransfer-Encoding: chunked, chunked\r\n\r\n0\r\n\r\n',
    400,
  ],
  ['xchunked', 'POST /fn/echo HTTP/1.1\r\nHost: HOST\r\nTransfer-Encoding: xchunked\r\n\r\n0\r\n\r\n', 501],
  ['a bad chunk size', 'POST /fn/echo HTTP/1.1\r\nHost: HOST\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n\r\n', 400],
  ['two content types', 'POST /fn/echo HTTP/1.1\r\nHost: HOST\r\nContent-Type: a/b\r\nContent-Type: c/d\r\n\r\n', 400],
  [
    'two authorizations',
    'GET /api/functions HTTP/1.1\r\nHost: HOST\r\nAuthorization: a\r\nAuthorization: b\r\n\r\n',
    400,
  ],
  [
    'two origins',
    'GET /fn/echo HTTP/1.1\r\nHost: HOST\r\nOrigin: http://localhost\r\nOrigin: http://localhost\r\n\r\n',
    400,
  ],
  ['an odd expectation', 'POST /fn/echo HTTP/1.1\r\nHost: HOST\r\nExpect: tea\r\nContent-Length: 2\r\n\r\nab', 417],
];

describe('raw HTTP', () => {
  it.each(samples)('%s', async (_what, text, status) => {
    const host = `127.0.0.1:${engine.port}`;
    const answer = await sendRaw(engine.port, text.replaceAll('HOST', host).replaceAll('PORT', String(engine.port)));
    expect(statusOf(answer)).toBe(status);
  });

  it('sends 100 Continue only for a body it will read', async () => {
    const head = `POST /fn/echo HTTP/1.1\r\nHost: 127.0.0.1:${engine.port}\r\nExpect: 100-continue\r\n`;
    const welcome = await sendRaw(engine.port, `${head}Content-Length: 2\r\n\r\nab`);
    expect(welcome).toMatch(/^HTTP\/1\.1 100 Continue\r\n\r\n/);
    const refused = await sendRaw(engine.port, `${head}Content-Length: 99999999\r\n\r\n`);
    expect(statusOf(refused)).toBe(413);
    expect(refused.toLowerCase()).toContain('connection: close');
  });

  it('answers pipelined requests in order', async () => {
    const host = `Host: 127.0.0.1:${engine.port}`;
    const answer = await sendRaw(
      engine.port,
      `GET /fn/nothing HTTP/1.1\r\n${host}\r\n\r\nGET /fn/echo HTTP/1.1\r\n${host}\r\nConnection: close\r\n\r\n`,
    );
    expect(answer).toMatch(/^HTTP\/1\.1 404 /);
  });
});
