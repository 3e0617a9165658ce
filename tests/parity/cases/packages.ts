import { oneGet, type ParityCase } from '../parity-case.ts';

/** Packages of npm, as people use them. */
export const packages: ParityCase[] = [
  {
    id: 'hono',
    route: '/hono/*',
    methods: ['GET', 'POST', 'DELETE'],
    language: 'typescript',
    limits: { cpuMs: 2_000 },
    code: `import { Hono } from 'hono';
    import { cors } from 'hono/cors';
    import { setCookie, getCookie } from 'hono/cookie';
    const app = new Hono().basePath('/hono');
    app.use('*', cors({ origin: 'https://example.com' }));
    app.get('/users/:id', (c) => c.json({ id: c.req.param('id'), q: c.req.query('q') }));
    app.post('/users', async (c) => { setCookie(c, 'seen', 'yes'); setCookie(c, 'two', '2'); return c.json(await c.req.json(), 201); });
    app.get('/cookie', (c) => c.text(getCookie(c, 'name') ?? 'none'));
    app.get('/boom', () => { throw new Error('boom'); });
    app.onError((error, c) => c.json({ error: error.message }, 500));
    app.notFound((c) => c.text('hono has none', 404));
    export default app;`,
    requests: [
      { path: '/hono/users/7?q=a%20b', headers: [['origin', 'http://localhost:1']] },
      { path: '/hono/users', method: 'POST', body: '{"a":1}', headers: [['content-type', 'application/json']] },
      { path: '/hono/cookie', headers: [['cookie', 'name=Ada']] },
      { path: '/hono/boom' },
      { path: '/hono/none' },
    ],
  },
  {
    id: 'zod',
    methods: ['POST'],
    language: 'typescript',
    limits: { cpuMs: 2_000 },
    code: `import * as z from 'zod';
    const schema = z.object({ name: z.string().min(2), age: z.coerce.number().int().positive(), mail: z.email().optional() });
    export default { async fetch(request: Request) {
      const result = schema.safeParse(await request.json());
      return Response.json(result.success ? result.data : z.flattenError(result.error), { status: result.success ? 200 : 422 });
    } };`,
    requests: [
      { method: 'POST', body: '{"name":"Ada","age":"36"}' },
      { method: 'POST', body: '{"name":"A","age":-1,"mail":"x"}' },
    ],
  },
  {
    id: 'jose',
    limits: { cpuMs: 5_000 },
    code: `import { SignJWT, jwtVerify, exportJWK, generateKeyPair, decodeProtectedHeader } from 'jose';
    export default async () => {
      const secret = new TextEncoder().encode('0123456789abcdef0123456789abcdef');
      const token = await new SignJWT({ sub: 'ada' }).setProtectedHeader({ alg: 'HS256' }).setIssuedAt(0).sign(secret);
      const { payload } = await jwtVerify(token, secret);
      const pair = await generateKeyPair('ES256', { extractable: true });
      const signed = await new SignJWT({ a: 1 }).setProtectedHeader({ alg: 'ES256' }).sign(pair.privateKey);
      const refused = await jwtVerify(token, new Uint8Array(32)).catch((error) => error.code);
      return [token, payload, (await jwtVerify(signed, pair.publicKey)).payload, (await exportJWK(pair.publicKey)).crv, decodeProtectedHeader(token), refused];
    };`,
    requests: oneGet,
  },
  {
    id: 'itty',
    route: '/itty/*',
    limits: { cpuMs: 1_000 },
    code: `import { AutoRouter } from 'itty-router';
    const router = AutoRouter({ base: '/itty' });
    router.get('/hello/:name', ({ params }) => ({ hello: params.name })).get('/none', () => undefined);
    export default { ...router };`,
    requests: [{ path: '/itty/hello/Ada' }, { path: '/itty/other' }],
  },
  {
    id: 'preact',
    limits: { cpuMs: 2_000 },
    code: `import { h } from 'preact'; import { renderToString } from 'preact-render-to-string';
    const Page = ({ names }) => h('ul', null, names.map((name) => h('li', { class: 'n' }, name, ' & <b>')));
    export default { fetch: () => new Response('<!doctype html>' + renderToString(h(Page, { names: ['a', 'ü'] })), { headers: { 'content-type': 'text/html' } }) };`,
    requests: oneGet,
  },
  {
    id: 'small-packages',
    limits: { cpuMs: 2_000 },
    code: `import { nanoid, customAlphabet } from 'nanoid'; import { format, addDays, formatDistance } from 'date-fns'; import chunk from 'lodash-es/chunk.js';
    export default () => [nanoid().length, customAlphabet('a', 5)(), addDays(new Date(0), 1).toISOString(), format(new Date(2026, 0, 31), 'yyyy-MM-dd'), formatDistance(0, 90000), chunk([1, 2, 3], 2)];`,
    requests: oneGet,
  },
];
