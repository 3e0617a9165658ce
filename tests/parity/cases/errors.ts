import { oneGet, type ParityCase } from '../parity-case.ts';

/** What goes wrong, in functions and before them. */
export const errors: ParityCase[] = [
  { id: 'throws', code: `function handler() { throw new TypeError('not today'); }`, requests: oneGet },
  {
    id: 'throws-later',
    code: `export default { async fetch() { await 0; throw new Error('later'); } };`,
    requests: oneGet,
  },
  { id: 'throws-string', code: `function handler() { throw 'a string'; }`, requests: oneGet },
  { id: 'throws-object', code: `function handler() { throw { status: 404 }; }`, requests: oneGet },
  {
    id: 'throws-response',
    code: `export default { fetch() { throw new Response('thrown', { status: 404 }); } };`,
    requests: oneGet,
  },
  {
    id: 'throws-custom',
    code: `class Own extends Error { name = 'Own'; } function handler() { throw new Own('mine', { cause: new Error('deep') }); }`,
    requests: oneGet,
  },
  { id: 'throws-on-load', code: `throw new Error('while loading'); export default () => 1;`, requests: [{}, {}] },
  { id: 'no-handler', code: `export const nothing = 1;`, requests: oneGet },
  { id: 'wrong-default', code: `export default { get() {} };`, requests: oneGet },
  { id: 'returns-nothing', code: `function handler() {}`, requests: oneGet },
  { id: 'returns-function', code: `function handler() { return () => 1; }`, requests: oneGet },
  { id: 'returns-bigint', code: `function handler() { return 1n; }`, requests: oneGet },
  {
    id: 'returns-used',
    code: `export default { async fetch() { const response = new Response('x'); await response.text(); return response; } };`,
    requests: oneGet,
  },
  { id: 'returns-error', code: `export default { fetch: () => Response.error() };`, requests: oneGet },
  {
    id: 'too-slow',
    limits: { wallMs: 300 },
    code: `export default { fetch: () => new Promise(() => {}) };`,
    requests: oneGet,
  },
  {
    id: 'too-large',
    methods: ['POST'],
    limits: { requestBytes: 10 },
    code: `function handler({ body }) { return body.length; }`,
    requests: [
      { method: 'POST', body: '0123456789' },
      { method: 'POST', body: '01234567890' },
    ],
  },
  {
    id: 'answers-too-much',
    limits: { responseBytes: 10 },
    code: `function handler() { return 'x'.repeat(100); }`,
    requests: oneGet,
  },
  {
    id: 'paths',
    route: '/paths/*',
    code: `function handler({ params, url }) { return [params['*'], new URL(url).pathname]; }`,
    requests: [
      { path: '/paths/a%2Fb' },
      { path: '/paths/a%5cb' },
      { path: '/paths//b' },
      { path: '/paths/%ff' },
      { path: '/paths/%zz' },
      { path: '/paths/a%23b%3Fc' },
      { path: "/paths/!$&'()*+,;=:@~" },
      { path: '/paths/%E4%BD%A0%E5%A5%BD' },
      { path: '/paths/x?q=%zz' },
      { path: '/nowhere' },
      { path: '/nowhere', method: 'POST' },
    ],
  },
  {
    id: 'unhandled',
    code: `function handler() { Promise.reject(new Error('nobody cares')); setTimeout(() => { throw new Error('in a timer'); }, 1); return 'fine'; }`,
    requests: [{}, {}],
  },
  {
    id: 'wait-until',
    code: `let done = 0; export default { fetch(request, env, ctx) { ctx.waitUntil(Promise.resolve().then(() => { done++; throw new Error('later'); })); return Response.json(done); } };`,
    requests: [{}, {}],
  },
];
