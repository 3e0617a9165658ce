import { createHmac } from 'node:crypto';
import { cp, readFile } from 'node:fs/promises';
import path from 'node:path';

import { afterAll, beforeAll, expect, it } from 'vitest';

import { templates } from '../src/engine/store/templates.ts';
import { startEngine, type TestEngine } from './support/start-engine.ts';

const secrets = { WEBHOOK_SECRET: 'shared', JWT_SECRET: 'signing' };
let engine: TestEngine;
beforeAll(async () => {
  engine = await startEngine({ secrets });
  for (const { id, packages = [], ...draft } of templates) {
    for (const spec of packages) await installFromHere(spec.slice(0, spec.lastIndexOf('@')));
    // The time a busy machine gives counts, too; the endless loop keeps its limit.
    const limits = id === 'endless-loop' ? {} : { cpuMs: 5_000 };
    await engine.deploy({ name: id, limits, ...draft });
  }
});
afterAll(() => engine.dispose());

/** As npm would install it: this repository has the same version. */
const installFromHere = (name: string): Promise<void> =>
  cp(path.join('node_modules', name), path.join(engine.workspace, 'node_modules', name), { recursive: true });

const post = (body: BodyInit, headers: Record<string, string> = {}): RequestInit => ({ method: 'POST', body, headers });
const call = async (route: string, init?: RequestInit) => {
  const response = await engine.request(`/fn${route}`, init);
  return { status: response.status, type: response.headers.get('content-type') ?? '', text: await response.text() };
};
const signed = (text: string, secret: string, encoding: 'hex' | 'base64url') =>
  createHmac('sha256', secret).update(text).digest(encoding);
const token = (claims: object, secret = secrets.JWT_SECRET) => {
  const parts = [{ alg: 'HS256', typ: 'JWT' }, claims].map((part) =>
    Buffer.from(JSON.stringify(part)).toString('base64url'),
  );
  return `Bearer ${parts.join('.')}.${signed(parts.join('.'), secret, 'base64url')}`;
};

it.each(['hello', 'hello-ts'])('%s greets', async (id) => {
  const { route } = templates.find((template) => template.id === id)!;
  expect((await call(`${route}?name=Ada`)).text).toContain('Ada');
});

it('json-api adds tasks and refuses bad ones', async () => {
  const json = { 'content-type': 'application/json' };
  expect(await call('/tasks', post('{"title":"Buy milk"}', json))).toMatchObject({ status: 201 });
  expect(await call('/tasks', post('{"title":""}', json))).toMatchObject({ status: 422 });
  expect((await call('/tasks')).text).toContain('Buy milk');
});

it('hono-router finds items by their address', async () => {
  expect(await call('/shop/items/tea')).toMatchObject({ status: 200, text: '{"name":"Tea","price":3}' });
  expect(await call('/shop/items/none')).toMatchObject({ status: 404 });
  expect((await call('/shop/elsewhere')).text).toContain('Nothing answers GET');
});

it('zod-validation takes an order, and names the fields that are wrong', async () => {
  const items = [{ name: 'Tea', count: 2 }];
  expect(await call('/orders', post(JSON.stringify({ email: 'ada@example.com', items })))).toMatchObject({
    status: 201,
  });
  const refused = await call('/orders', post(JSON.stringify({ email: 'ada', items: [] })));
  expect(JSON.parse(refused.text).problems).toMatchObject([{ field: 'email' }, { field: 'items' }]);
});

it('what templates install is what this repository has', async () => {
  for (const spec of templates.flatMap(({ packages = [] }) => packages)) {
    const [, name = '', version] = /^(.+)@(.+)$/.exec(spec) ?? [];
    expect(JSON.parse(await readFile(path.join('node_modules', name, 'package.json'), 'utf8'))).toMatchObject({
      version,
    });
  }
});

it('echo answers with what it was asked', async () => {
  expect((await call('/echo?a=1', post('text'))).text).toContain('"body":"text"');
});

it('proxy-fetch says what went wrong with a service it may not reach', async () => {
  expect((await call('/proxy?url=http://127.0.0.1:1/')).status).toBeGreaterThanOrEqual(400);
});

it('endless-loop is stopped', async () => {
  const { text } = await call('/endless-loop');
  expect(text).toContain('CPU_LIMIT');
});

it('webhook-verify knows a right signature from a wrong one', async () => {
  const signature = signed('{"paid":true}', secrets.WEBHOOK_SECRET, 'hex');
  expect(await call('/webhook', post('{"paid":true}', { 'x-signature': signature }))).toMatchObject({ status: 204 });
  expect(await call('/webhook', post('{"paid":false}', { 'x-signature': signature }))).toMatchObject({ status: 401 });
  expect(await call('/webhook', post('{}'))).toMatchObject({ status: 401 });
});

it('jwt-verify lets in a good token and no other', async () => {
  const ask = (authorization: string) => call('/me', { headers: { authorization } });
  expect(await ask(token({ sub: 'ada' }))).toMatchObject({ status: 200, text: '{"sub":"ada"}' });
  expect((await ask(token({ sub: 'ada' }, 'other'))).text).toContain('signature is wrong');
  expect((await ask(token({ exp: 1 }))).text).toContain('too old');
  expect((await ask('Bearer eyJhbGciOiJub25lIn0.e30.')).text).toContain('HS256');
});

it('server-sent-events sends five', async () => {
  const { type, text } = await call('/events');
  expect(type).toBe('text/event-stream');
  expect(text.match(/^data: /gm)).toHaveLength(5);
});

it('streaming sends every line', async () => {
  expect((await call('/lines?lines=250')).text.trim().split('\n')).toHaveLength(250);
});

it('html-form shows what was sent, as text', async () => {
  const { type, text } = await call('/form', post(new URLSearchParams({ name: '<b>Ada' })));
  expect(type).toContain('text/html');
  expect(text).toContain('Hello, &lt;b&gt;Ada!');
});
