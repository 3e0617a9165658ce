import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { fixture, modulesWorkspace, type ModulesWorkspace } from './workspace.ts';

const packages = [
  'date-fns',
  'hono',
  'itty-router',
  'jose',
  'lodash-es',
  'nanoid',
  'preact',
  'preact-render-to-string',
  'react',
  'react-dom',
  'scheduler',
  'zod',
];
const fixtures = ['hono-app', 'itty-api', 'jose-token', 'preact-page', 'react-page', 'small-packages', 'zod-check'];

let workspace: ModulesWorkspace;
beforeAll(async () => {
  const functions = await Promise.all(fixtures.map(async (name) => [name, await fixture(name)] as const));
  workspace = await modulesWorkspace(packages, Object.fromEntries(functions));
}, 60_000);
afterAll(() => workspace.dispose());

const request = (path: string, init?: RequestInit): Promise<Response> => workspace.engine.request(`/fn${path}`, init);
const post = (path: string, body: unknown): Promise<Response> =>
  request(path, { method: 'POST', body: JSON.stringify(body), headers: { 'content-type': 'application/json' } });

describe('hono', () => {
  it('routes, and sets headers', async () => {
    const response = await request('/hono-app/users/7?page=2');
    expect(await response.json()).toEqual({ id: '7', page: '2' });
    expect(response.headers.get('access-control-allow-origin')).toBe('*');
    const etag = response.headers.get('etag');
    expect(etag).toMatch(/^"[0-9a-f]{40}"$/);
    const again = await request('/hono-app/users/7?page=2', { headers: { 'if-none-match': etag ?? '' } });
    expect(again.status).toBe(304);
  });

  it('reads forms, renders JSX, streams text', async () => {
    const form = new FormData();
    form.set('name', 'Ann');
    expect(await (await request('/hono-app/form', { method: 'POST', body: form })).json()).toEqual({ name: 'Ann' });
    expect(await (await request('/hono-app/page')).text()).toBe('<h1>Hello &lt;world&gt;</h1>');
    expect(await (await request('/hono-app/stream')).text()).toBe('one two three');
  });

  it('answers errors, preflights and unknown paths', async () => {
    const teapot = await request('/hono-app/teapot');
    expect([teapot.status, await teapot.text()]).toEqual([418, 'short and stout']);
    expect((await request('/hono-app/none')).status).toBe(404);
    expect((await request('/hono-app/users/1', { method: 'OPTIONS' })).status).toBe(204);
  });

  it('asks for a password', async () => {
    expect((await request('/hono-app/secret')).status).toBe(401);
    const authorization = `Basic ${btoa('ann:open sesame')}`;
    expect(await (await request('/hono-app/secret', { headers: { authorization } })).text()).toBe('secret');
  });
});

it('itty-router', async () => {
  expect(await (await request('/itty-api/hello/ann')).json()).toEqual({ hello: 'ann' });
  expect(await (await post('/itty-api/sum', [1, 2, 3])).json()).toBe(6);
  expect((await request('/itty-api/broken')).status).toBe(400);
  expect((await request('/itty-api/none')).status).toBe(404);
});

it('zod', async () => {
  expect(await (await post('/zod-check/', { sku: 'abc', count: '3' })).json()).toEqual({ sku: 'abc', count: 3 });
  const refused = await post('/zod-check/', { sku: 'a', count: -1, at: 'soon' });
  expect(refused.status).toBe(422);
  expect(Object.keys((await refused.json()) as object)).toEqual(['sku', 'count', 'at']);
});

it('date-fns, lodash-es and nanoid', async () => {
  expect(await (await request('/small-packages/')).json()).toEqual({
    day: 'Montag 2 Februar',
    distance: '4 days',
    chunks: [[1, 2], [3, 4], [5]],
    groups: { 3: ['one', 'two'], 5: ['three'] },
    id: expect.stringMatching(/^[\w-]{21}$/),
    digits: expect.stringMatching(/^\d{8}$/),
  });
});

it('preact, rendered on the server, with JSX that its tsconfig.json says is for preact', async () => {
  const response = await request('/preact-page/?name=%3Cann%3E');
  expect(await response.text()).toBe(
    '<!doctype html><style>p {\n  color: red;\n}\n</style><p class="dark">Hello &lt;ann>, 3 times</p><li>a</li><li>b</li>',
  );
});

it('react, rendered on the server, also as a stream', async () => {
  expect(await (await request('/react-page/')).text()).toMatch(
    /^<label for="(.+)">Name(?:<!-- -->)? <input id="\1"\/><\/label>$/,
  );
  expect(await (await request('/react-page/stream')).text()).toContain('<b>late</b>');
});

it('jose signs and verifies tokens', async () => {
  expect(await (await request('/jose-token/')).json()).toEqual({
    payload: { role: 'admin', sub: 'ann' },
    forged: 'ERR_JWS_SIGNATURE_VERIFICATION_FAILED',
    n: 1,
    kty: 'EC',
    crv: 'P-256',
  });
});
