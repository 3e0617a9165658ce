/** @module-tag g3 */
import { request } from 'node:http';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { startEngine, type TestEngine } from '../support/start-engine.ts';

const listed = 'https://shop.example';
let engine: TestEngine;
beforeAll(async () => {
  engine = await startEngine();
  const code = 'function handler({ query }) { if (query.fail) throw new Error("x"); return { fine: true }; }';
  const methods = ['GET', 'POST'] as ('GET' | 'POST')[];
  await engine.deploy({ name: 'closed', code, methods });
  await engine.deploy({ name: 'open', code, methods, origins: [`${listed}/`] });
  await engine.deploy({ name: 'any', code, origins: ['*'] });
  const own =
    'function handler() { return new Response("own", { headers: { "access-control-allow-origin": "https://own.example" } }); }';
  await engine.deploy({ name: 'own', code: own, methods: ['GET', 'OPTIONS'], origins: [listed] });
});
afterAll(() => engine.dispose());

/** As a browser sends it; `fetch` would not let us forge these headers. */
function send(method: string, path: string, headers: Record<string, string>) {
  return new Promise<{ status: number; headers: Record<string, unknown> }>((resolve, reject) => {
    const sent = request({ host: '127.0.0.1', port: engine.port, method, path: `/fn${path}`, headers }, (response) => {
      response.resume().on('end', () => resolve({ status: response.statusCode ?? 0, headers: response.headers }));
    });
    sent.on('error', reject).end();
  });
}
const preflight = (path: string, origin: string, method = 'POST') =>
  send('OPTIONS', path, {
    origin,
    'access-control-request-method': method,
    'access-control-request-headers': 'content-type,x-a',
    'access-control-request-private-network': 'true',
  });

describe('a function that lists an origin', () => {
  it('answers its pages, errors included, and lets them read', async () => {
    for (const [path, status] of [
      ['/open', 200],
      ['/open?fail=1', 500],
    ] as const) {
      const answer = await send('GET', path, { origin: listed, 'sec-fetch-site': 'cross-site' });
      expect(answer.status).toBe(status);
      expect(answer.headers).toMatchObject({ 'access-control-allow-origin': listed, vary: 'origin' });
      expect(answer.headers).not.toHaveProperty('access-control-allow-credentials');
    }
  });

  it('has their preflight answered', async () => {
    const { status, headers } = await preflight('/open', listed);
    expect(status).toBe(204);
    expect(headers).toMatchObject({
      'access-control-allow-origin': listed,
      'access-control-allow-methods': 'GET, POST',
      'access-control-allow-headers': 'content-type,x-a',
      'access-control-allow-private-network': 'true',
    });
  });

  it('has its own headers passed on as they are', async () => {
    expect((await send('GET', '/own', { origin: listed })).headers['access-control-allow-origin']).toBe(
      'https://own.example',
    );
    expect((await preflight('/own', listed, 'GET')).headers['access-control-allow-origin']).toBe('https://own.example');
  });
});

describe('pages of other origins', () => {
  it.each([
    ['/open', 'https://evil.example'],
    ['/open', 'null'],
    ['/open', 'http://shop.example'],
    ['/open', 'https://shop.example:444'],
    ['/open', 'https://shop.example.evil.example'],
    ['/closed', listed],
    ['/own', 'https://own.example'],
    ['/nowhere', listed],
  ])('cannot call %s from %s', async (path, origin) => {
    for (const answer of [await send('GET', path, { origin }), await preflight(path, origin)]) {
      expect(answer.status).toBe(403);
      expect(answer.headers).not.toHaveProperty('access-control-allow-origin');
    }
  });

  it('cannot use a method the function does not have', async () => {
    expect((await preflight('/open', listed, 'DELETE')).status).toBe(403);
  });
});

it('a function open to any page names the one that asks', async () => {
  const { headers } = await send('GET', '/any', { origin: 'https://anything.example' });
  expect(headers['access-control-allow-origin']).toBe('https://anything.example');
});

it('pages of this machine call without being listed, and read only what the function lets them', async () => {
  const { status, headers } = await send('GET', '/closed', { origin: 'http://localhost:5173' });
  expect(status).toBe(200);
  expect(headers).not.toHaveProperty('access-control-allow-origin');
});

it('closes at once when the setting is taken back', async () => {
  await engine.deploy({ name: 'fickle', code: 'function handler() { return 1; }', origins: [listed] });
  expect((await send('GET', '/fickle', { origin: listed })).status).toBe(200);
  await engine.send('PUT', '/api/functions/fickle', { origins: [] });
  expect((await send('GET', '/fickle', { origin: listed })).status).toBe(403);
});
