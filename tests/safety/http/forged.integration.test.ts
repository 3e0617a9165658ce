/** @module-tag g3 */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { sendRaw, statusOf } from '../../support/raw-http.ts';
import { startEngine, type TestEngine } from '../../support/start-engine.ts';
import { request } from './raw-case.ts';

let engine: TestEngine;
let token: string;
beforeAll(async () => {
  engine = await startEngine();
  token = (await readFile(join(engine.workspace, '.nexo/token'), 'utf8')).trim();
  await engine.deploy({ name: 'one', methods: ['GET', 'POST'], code: 'function handler() { return 1; }' });
});
afterAll(() => engine.dispose());

/** Sends a change of state as JSON; `Host` is the engine's own unless given. */
async function change(lines: string[], host = `127.0.0.1:${engine.port}`, type = 'application/json'): Promise<number> {
  const body = JSON.stringify({ name: 'planted', route: '/planted', code: 'function handler() {}' });
  const all = [...lines, `Content-Type: ${type}`, `Content-Length: ${body.length}`];
  return statusOf(await sendRaw(engine.port, request('POST /api/functions HTTP/1.1', all, host) + body));
}

async function read(lines: string[], host = `127.0.0.1:${engine.port}`, path = '/api/functions'): Promise<number> {
  return statusOf(await sendRaw(engine.port, request(`GET ${path} HTTP/1.1`, lines, host)));
}

describe('a forged Host', () => {
  it.each([
    '',
    'evil.example',
    'evil.example:PORT',
    'localhost',
    '127.0.0.1',
    '[::1]',
    'localhost:1',
    'localhost:PORT0',
    'localhost:0PORT',
    'localhost:+PORT',
    'localhost: PORT',
    'localhost:PORT:PORT',
    'localhost.:PORT',
    '.localhost:PORT',
    'a.localhost:PORT',
    'localhost.evil.example:PORT',
    'evil.example.localhost:PORT',
    'localhost@evil.example:PORT',
    'evil.example@localhost:PORT',
    'localhost#evil.example:PORT',
    'localhost/evil.example:PORT',
    'localhost,evil.example:PORT',
    'localhost:PORT, evil.example',
    'localhost:PORT evil.example',
    '127.1:PORT',
    '127.0.1:PORT',
    '127.0.0.2:PORT',
    '0.0.0.0:PORT',
    '0:PORT',
    '0177.0.0.1:PORT',
    '0x7f.0.0.1:PORT',
    '0x7f000001:PORT',
    '2130706433:PORT',
    '127.0.0.1.:PORT',
    '127.0.0.1.nip.io:PORT',
    '::1:PORT',
    '[::]:PORT',
    '[0:0:0:0:0:0:0:1]:PORT',
    '[::ffff:127.0.0.1]:PORT',
    '[::1%lo]:PORT',
    'xn--lcalhost-54a:PORT',
    'loc\xe4lhost:PORT',
    '\xe2\x93\x9bocalhost:PORT',
    'localhost\0:PORT',
    '"localhost:PORT"',
  ])('%j is not ours', async (host) => {
    const forged = host.replaceAll('PORT', String(engine.port));
    expect(await read([], forged)).toBeOneOf([400, 421]);
    expect(await read([], forged, '/fn/one')).toBeOneOf([400, 421]);
    expect(await change([], forged)).toBeOneOf([400, 421]);
    expect(await change([`Authorization: Bearer ${token}`], forged)).toBeOneOf([400, 421]);
  });
});

describe('what a page sends', () => {
  it.each([
    ['Origin: https://evil.example'],
    ['Origin: http://evil.example:PORT'],
    ['Origin: null'],
    ['Origin:'],
    ['Origin: http://localhost'],
    ['Origin: http://localhost:PORT'],
    ['Origin: http://127.0.0.1:PORT'],
    ['Origin: HTTP://LOCALHOST:PORT'],
    ['Origin: http://[::1]:PORT'],
    ['Origin: http://localhost:PORT.evil.example'],
    ['Origin: http://localhost:PORT@evil.example'],
    ['Origin: file://'],
    ['Origin: chrome-extension://abcdefghijklmnop'],
    ['Origin: nexo://app'],
    ['Origin: undefined'],
    ['Origin: http://localhost:PORT http://evil.example'],
    ['Sec-Fetch-Site: cross-site'],
    ['Sec-Fetch-Site: same-site'],
    ['Sec-Fetch-Site: same-origin'],
    ['Sec-Fetch-Site: none'],
    ['Sec-Fetch-Site:'],
    ['Sec-Fetch-Site: NONE'],
    ['Sec-Fetch-Site: none, cross-site'],
    ['Origin: https://evil.example', 'Sec-Fetch-Site: none'],
  ])('%j opens nothing without the token', async (...lines) => {
    const sent = lines.map((line) => line.replaceAll('PORT', String(engine.port)));
    expect(await read(sent)).toBe(401);
    expect(await read(sent, undefined, '/stats')).toBe(401);
    expect(await read(sent, undefined, '/metrics')).toBe(401);
    expect(await change(sent)).toBe(401);
  });
});

describe('what stands for a token', () => {
  it.each([
    ['Authorization:'],
    ['Authorization: Bearer'],
    ['Authorization: Bearer '],
    ['Authorization: Bearer wrong'],
    ['Authorization: TOKEN'],
    ['Authorization: Basic TOKEN'],
    ['Authorization: Token TOKEN'],
    ['Authorization: Bearer TOKENx'],
    ['Authorization: Bearer xTOKEN'],
    ['Authorization: Bearer TOKEN TOKEN'],
    ['Authorization: Bearer TOKEN, Bearer wrong'],
    ['Authorization: Bearer "TOKEN"'],
    ['Authorization: Bearer HALF'],
    ['Authorization: Bearer UPPER'],
    ['Proxy-Authorization: Bearer TOKEN'],
    ['X-Authorization: Bearer TOKEN'],
    ['Cookie: token=TOKEN'],
    ['Cookie: nexo_token=TOKEN; authorization=Bearer TOKEN'],
    ['X-Forwarded-For: 127.0.0.1'],
    ['Forwarded: for=127.0.0.1;host=localhost'],
    ['X-HTTP-Method-Override: GET'],
  ])('%j is none', async (line) => {
    const given = line
      .replaceAll('TOKEN', token)
      .replace('HALF', token.slice(0, 32))
      .replace('UPPER', token.toUpperCase());
    // A token without letters would be the same in upper case.
    if (given === `Authorization: Bearer ${token}`) return;
    const sent = [given, 'Sec-Fetch-Site: same-origin'];
    expect(await read(sent)).toBe(401);
    expect(await change(sent)).toBe(401);
  });

  it('is not taken from the address', async () => {
    for (const name of ['token', 'access_token', 'authorization']) {
      expect(await read(['Sec-Fetch-Site: none'], undefined, `/api/functions?${name}=${token}`)).toBe(401);
    }
  });
});

describe('what a form can send', () => {
  it.each([
    'text/plain',
    'text/plain; charset=application/json',
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=x',
    'text/json',
    'application/json, text/plain',
    'application/jsonx',
    'application/json; charset=utf-7',
    'application/ld+json',
  ])('%s is not read as JSON', async (type) => {
    expect(await change([], undefined, type)).toBe(415);
  });
});

it('changes nothing, all in all', async () => {
  const { body } = await engine.send('GET', '/api/functions');
  expect(body.map(({ name }: { name: string }) => name)).toEqual(['one']);
  expect((await engine.send('GET', '/api/functions/one/stats')).body.requests).toBe(0);
});
