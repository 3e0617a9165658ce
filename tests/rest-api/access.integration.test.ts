import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { startEngine, type TestEngine } from '../support/start-engine.ts';

let engine: TestEngine;
let token: string;
const code = 'function handler() { return 1; }';
beforeAll(async () => {
  engine = await startEngine();
  token = (await readFile(join(engine.workspace, '.nexo/token'), 'utf8')).trim();
  await engine.deploy({ name: 'one', methods: ['GET', 'POST'], code });
});
afterAll(() => engine.dispose());

/** Node's fetch does not let Origin and Sec-Fetch-* be set wrongly; node:http does. */
async function status(path: string, headers: Record<string, string>, method = 'GET'): Promise<number> {
  const { request } = await import('node:http');
  return new Promise((resolve, reject) => {
    const outgoing = request(engine.url + path, { method, headers }, (response) => {
      expect(response.headers['access-control-allow-origin']).toBeUndefined();
      response.resume().on('end', () => resolve(response.statusCode ?? 0));
    });
    outgoing.on('error', reject).end();
  });
}

const fromPages: Record<string, string>[] = [
  { origin: 'https://evil.example' },
  { origin: 'null' },
  { origin: '' },
  { origin: 'http://localhost:5173' },
  { 'sec-fetch-site': 'cross-site' },
  { 'sec-fetch-site': 'same-origin' },
  { 'sec-fetch-site': 'none' },
  { 'sec-fetch-site': '' },
];

describe('the control API', () => {
  it.each(fromPages)('asks %j for the token', async (headers) => {
    for (const path of ['/api/functions', '/stats', '/api/openapi.json', '/api/nothing']) {
      expect(await status(path, headers)).toBe(401);
    }
    expect(await status('/api/functions/one', headers, 'DELETE')).toBe(401);
    expect(await status('/api/functions', { ...headers, authorization: `Bearer ${token}x` })).toBe(401);
    expect(await status('/api/functions', { ...headers, authorization: token })).toBe(401);
    expect(await status('/api/functions', { ...headers, authorization: `Bearer ${token}` })).toBe(200);
    expect(await status('/health', headers)).toBe(200);
    expect((await engine.send('GET', '/api/functions/one')).status).toBe(200);
  });

  it('answers a missing and a wrong token alike', async () => {
    const texts = await Promise.all(
      [undefined, 'Bearer wrong'].map(async (authorization) => {
        const headers = { origin: 'https://evil.example', ...(authorization && { authorization }) };
        return (await engine.request('/api/functions', { headers })).text();
      }),
    );
    expect(texts[0]).toBe(texts[1]);
  });

  it('grants no preflight', async () => {
    const headers = { 'access-control-request-method': 'POST', origin: 'http://localhost:5173' };
    expect(await status('/api/functions', headers, 'OPTIONS')).toBe(401);
  });

  it('keeps its token where only the owner reads it', async () => {
    expect(token).toMatch(/^[0-9a-f]{64}$/);
    expect((await stat(join(engine.workspace, '.nexo/token'))).mode & 0o777).toBe(0o600);
  });

  it('sends what keeps its answers from other pages', async () => {
    const { headers } = await engine.request('/api/functions');
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('cross-origin-resource-policy')).toBe('same-origin');
  });

  it('describes itself with every path', async () => {
    const { body } = await engine.send('GET', '/api/openapi.json');
    expect(body.openapi).toMatch(/^3\.1/);
    expect(Object.keys(body.paths)).toEqual(
      expect.arrayContaining([
        '/health',
        '/stats',
        '/api/functions',
        '/api/functions/{id}',
        '/api/functions/{id}/invoke',
        '/api/functions/{id}/stats',
      ]),
    );
  });
});

describe('functions', () => {
  it.each<[Record<string, string>, number]>([
    [{ origin: 'https://evil.example' }, 403],
    [{ origin: 'null' }, 403],
    [{ origin: '' }, 403],
    [{ origin: 'http://localhost.evil.example' }, 403],
    [{ 'sec-fetch-site': 'cross-site' }, 403],
    [{ 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'iframe' }, 403],
    [{ 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'document' }, 200],
    [{ origin: 'http://localhost:5173', 'sec-fetch-site': 'same-site' }, 200],
    [{ origin: 'http://127.0.0.1:8080' }, 200],
    [{ origin: 'http://[::1]:8080' }, 200],
    [{ 'sec-fetch-site': 'same-origin' }, 200],
    [{}, 200],
  ])('answers %j with %i', async (headers, expected) => {
    expect(await status('/fn/one', headers)).toBe(expected);
  });

  it('refuses a form that another site submits', async () => {
    const headers = { origin: 'https://evil.example', 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'document' };
    expect(await status('/fn/one', headers, 'POST')).toBe(403);
  });
});

it('asks everyone for the token when told to, and takes the one it is given', async () => {
  const strict = await startEngine({ requireToken: true, flags: { token: 'a-token-of-my-own-choice' } });
  try {
    expect((await strict.request('/api/functions')).status).toBe(401);
    const headers = { authorization: 'Bearer a-token-of-my-own-choice' };
    expect((await strict.request('/api/functions', { headers })).status).toBe(200);
    expect((await strict.request('/health')).status).toBe(200);
    expect((await strict.request('/fn/x')).status).toBe(404);
  } finally {
    await strict.dispose();
  }
});
