import { isHarmless, type HostileFunction } from './hostile-function.ts';

/** Waiting for ever, and more of everything than anybody needs. */
export const floods: readonly HostileFunction[] = [
  { name: 'never-settles', body: 'await new Promise(() => {});', ends: ['WALL_LIMIT'] },
  { name: 'module-never-settles', body: '', module: 'await new Promise(() => {});', ends: ['WALL_LIMIT'] },
  {
    name: 'wait-until-never',
    body: 'context.waitUntil(new Promise(() => {})); return "answered";',
    ends: ['WALL_LIMIT'],
  },
  {
    name: 'stream-never-ends',
    body: 'return new Response(new ReadableStream({ start() {} }));',
    ends: ['WALL_LIMIT', 'ANSWERED'],
  },
  {
    name: 'endless-stream',
    body: 'return new Response(new ReadableStream({ pull(c) { c.enqueue(new Uint8Array(65536)); } }));',
    ends: ['BAD_RESPONSE', 'CPU_LIMIT', 'WALL_LIMIT', 'ANSWERED'],
  },
  { name: 'logs', body: 'for (;;) console.log("x".repeat(10_000));', ends: ['CPU_LIMIT', 'HEAP_LIMIT'] },
  isHarmless('many-logs', 'for (let n = 0; n < 3000; n++) console.log(n); return "answered";'),
  {
    name: 'logged-getters',
    body: 'console.log({ get a() { for (;;); } }, new Proxy({}, { ownKeys() { for (;;); } })); return "answered";',
    ends: ['ANSWERED', 'CPU_LIMIT'],
  },
  {
    name: 'logged-inspect',
    body: 'console.log({ [Symbol.for("nodejs.util.inspect.custom")]() { for (;;); }, toString() { for (;;); } }); return 1;',
    ends: ['ANSWERED', 'CPU_LIMIT'],
  },
  { name: 'timers', body: 'for (;;) setTimeout(() => {}, 1e6);', ends: ['CPU_LIMIT', 'HEAP_LIMIT', 'THROWN'] },
  {
    name: 'intervals',
    body: 'const add = () => { setInterval(add, 0); setInterval(add, 0); }; add(); await new Promise(() => {});',
    ends: ['CPU_LIMIT', 'HEAP_LIMIT', 'WALL_LIMIT', 'THROWN'],
  },
  {
    name: 'fetches',
    body: 'const all = []; for (let n = 0; n < 5000; n++) all.push(fetch("http://127.0.0.1:1/" + n).catch(() => 0)); await Promise.all(all); return "answered";',
    ends: ['ANSWERED', 'CPU_LIMIT', 'WALL_LIMIT', 'THROWN'],
  },
  {
    name: 'fetches-without-end',
    body: 'for (;;) fetch("http://127.0.0.1:1/").catch(() => 0);',
    ends: ['CPU_LIMIT', 'HEAP_LIMIT', 'THROWN'],
  },
  {
    name: 'fetch-huge-body',
    body: 'await fetch("http://127.0.0.1:1/", { method: "POST", body: new Uint8Array(2e7) });',
    ends: ['THROWN', 'HEAP_LIMIT', 'CPU_LIMIT'],
  },
  {
    name: 'crypto-iterations',
    body: 'const k = await crypto.subtle.importKey("raw", new Uint8Array(8), "PBKDF2", false, ["deriveBits"]); const all = []; for (let n = 0; n < 50; n++) all.push(crypto.subtle.deriveBits({ name: "PBKDF2", hash: "SHA-512", salt: new Uint8Array(8), iterations: 200_000 }, k, 512)); await Promise.all(all);',
    ends: ['CPU_LIMIT', 'WALL_LIMIT', 'THROWN'],
  },
  {
    name: 'compression-bomb',
    body: 'const zeros = new ReadableStream({ pull(c) { c.enqueue(new Uint8Array(65536)); } }); return new Response(zeros.pipeThrough(new CompressionStream("gzip")));',
    ends: ['CPU_LIMIT', 'WALL_LIMIT', 'BAD_RESPONSE', 'HEAP_LIMIT'],
  },
];
