import { oneGet, type ParityCase } from '../parity-case.ts';

/** Both function forms, and what they are given. */
export const forms: ParityCase[] = [
  {
    id: 'handler-json',
    code: `function handler(request) { return { hello: request.query.name ?? 'you' }; }`,
    requests: [{}, { path: '/handler-json?name=Ada' }, { path: '/handler-json?name=a&name=b%20c' }],
  },
  { id: 'handler-async', code: `async function main() { await 0; return [1, null, 'ü', true]; }`, requests: oneGet },
  {
    id: 'handler-default',
    code: `export default (request, { params }) => ({ params, method: request.method });`,
    requests: oneGet,
  },
  { id: 'handler-string', code: `function handler() { return 'text'; }`, requests: oneGet },
  { id: 'handler-null', code: `function handler() { return null; }`, requests: oneGet },
  {
    id: 'handler-request',
    route: '/handler-request/:id/*',
    methods: ['POST', 'PUT'],
    code: `function handler({ method, url, params, query, body, headers }) {
      return { method, path: new URL(url).pathname + new URL(url).search, params, query, body, kind: headers['x-kind'], get: headers.get('X-Kind') };
    }`,
    requests: [
      {
        method: 'POST',
        path: '/handler-request/7/a/b?x=1&x=2&y',
        body: 'text',
        headers: [
          ['x-kind', 'one'],
          ['x-kind', 'two'],
        ],
      },
      { method: 'PUT', path: '/handler-request/a%20b%2Bc/%C3%BC', body: 'ü😀' },
      { method: 'PUT', path: '/handler-request/%25/' },
      { method: 'GET', path: '/handler-request/7/x' },
      { method: 'OPTIONS', path: '/handler-request/7/x' },
      { method: 'HEAD', path: '/handler-request/7/x' },
    ],
  },
  {
    id: 'handler-json-body',
    methods: ['POST'],
    code: `function handler(request) { const { a, b } = request.json(); return { sum: a + b }; }`,
    requests: [
      { method: 'POST', body: '{"a":1,"b":2}', headers: [['content-type', 'application/json']] },
      { method: 'POST' },
      { method: 'POST', body: '' },
    ],
  },
  {
    id: 'handler-bytes',
    methods: ['POST'],
    code: `function handler(request) { return new Response(request.bytes().toReversed(), { headers: { 'content-type': 'application/octet-stream' } }); }`,
    requests: [{ method: 'POST', body: Uint8Array.from({ length: 256 }, (_, index) => index) }],
  },
  {
    id: 'handler-env',
    env: { GREETING: 'Hi', EMPTY: '', get: 'odd' },
    code: `function handler(_, { env }) {
      return [env.GREETING, env.get('GREETING'), env.EMPTY, env.get('get'), env.get('NONE') === undefined, env.NONE === undefined, Object.keys(env), Object.isFrozen(env)];
    }`,
    requests: oneGet,
  },
  {
    id: 'fetch-env',
    env: { GREETING: 'Hello' },
    code: `export default { fetch(request, env, ctx) { return Response.json([env.GREETING, env.get('GREETING'), Object.keys(ctx), typeof ctx.waitUntil]); } };`,
    requests: oneGet,
  },
  {
    id: 'fetch-request',
    route: '/fetch-request/:name?',
    methods: ['GET', 'POST', 'DELETE'],
    code: `export default { async fetch(request, env, { params }) {
      const url = new URL(request.url);
      return Response.json({ method: request.method, path: url.pathname, search: url.search, params, text: await request.text(), kind: request.headers.get('x-kind'), bodyUsed: request.bodyUsed });
    } };`,
    requests: [
      {},
      { path: '/fetch-request/Ada?x=%26&y=+' },
      { method: 'POST', path: '/fetch-request/', body: 'some', headers: [['x-kind', 'a, b']] },
      { method: 'DELETE', path: '/fetch-request/x' },
      { method: 'PATCH', path: '/fetch-request/x' },
    ],
  },
  {
    id: 'fetch-this',
    code: `export default { secret: 42, fetch() { return Response.json(this.secret); } };`,
    requests: oneGet,
  },
  {
    id: 'fetch-plain-value',
    code: `export default { fetch: async () => ({ not: 'a Response' }) };`,
    requests: oneGet,
  },
  {
    id: 'typescript',
    language: 'typescript',
    code: `enum Colour { Red = 'red' }
      interface Answer { colour: Colour; total: number }
      const total = (...numbers: number[]): number => numbers.reduce((a, b) => a + b, 0);
      export default function handler(): Answer { return { colour: Colour.Red, total: total(1, 2, 3) } satisfies Answer; }`,
    requests: oneGet,
  },
  {
    id: 'module-state',
    code: `let calls = 0; export default () => ({ calls: ++calls });`,
    requests: [{}, {}, {}],
  },
  {
    id: 'top-level-await',
    code: `const ready = await Promise.resolve('ready'); export default () => ready;`,
    requests: oneGet,
  },
];
