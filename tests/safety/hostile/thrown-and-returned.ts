import { isHarmless, spins, type HostileFunction } from './hostile-function.ts';

const loop = '{ for (;;); }';

/** Values that act when they are looked at: a host that reads them outside the limits never comes back. */
export const trappedValues: readonly HostileFunction[] = [
  spins('thrown-stack-getter', `const e = new Error(); Object.defineProperty(e, "stack", { get() ${loop} }); throw e;`),
  spins(
    'thrown-message-getter',
    `const e = new Error(); Object.defineProperty(e, "message", { get() ${loop} }); throw e;`,
  ),
  spins('thrown-name-getter', `const e = new Error(); Object.defineProperty(e, "name", { get() ${loop} }); throw e;`),
  spins('prepare-stack-trace', `Error.prepareStackTrace = () => ${loop}; throw new Error("x");`),
  spins(
    'thrown-proxy',
    `throw new Proxy({}, { get() ${loop}, getPrototypeOf() ${loop}, ownKeys() ${loop}, has() ${loop} });`,
  ),
  spins(
    'rejected-proxy',
    `return Promise.reject(new Proxy(new Error(), { get() ${loop}, getPrototypeOf() ${loop} }));`,
  ),
  spins('returned-getter', `return { get x() ${loop} };`),
  spins('returned-to-json', `return { toJSON() ${loop} };`),
  spins('returned-proxy', `return new Proxy({}, { get() ${loop}, ownKeys() ${loop}, getPrototypeOf() ${loop} });`),
  spins('returned-then-getter', `return { get then() ${loop} };`),
  spins('returned-stream', `return new Response(new ReadableStream({ pull() ${loop} }));`),
  spins('returned-headers', `return { status: 200, headers: { get x() ${loop} }, body: "" };`),
  { name: 'thrown-nothing', body: 'throw undefined;', ends: ['THROWN'] },
  { name: 'thrown-symbol', body: 'throw Symbol("x");', ends: ['THROWN'] },
  {
    name: 'thrown-revoked-proxy',
    body: 'const { proxy, revoke } = Proxy.revocable({}, {}); revoke(); throw proxy;',
    ends: ['THROWN'],
  },
  { name: 'thrown-cause-cycle', body: 'const e = new Error("x"); e.cause = e; throw e;', ends: ['THROWN'] },
  {
    name: 'thrown-endless-text',
    body: 'throw new Error("x".repeat(1e8));',
    ends: ['THROWN', 'HEAP_LIMIT', 'CPU_LIMIT'],
  },
  { name: 'thrown-limit-text', body: 'throw new Error("Script execution timed out.");', ends: ['THROWN'] },
  { name: 'returned-cycle', body: 'const o = {}; o.o = o; return o;', ends: ['THROWN', 'BAD_RESPONSE'] },
  { name: 'returned-bigint', body: 'return { n: 1n };', ends: ['THROWN', 'BAD_RESPONSE'] },
  { name: 'returned-symbol', body: 'return Symbol("x");', ends: ['THROWN', 'BAD_RESPONSE', 'ANSWERED'] },
  {
    name: 'returned-huge-text',
    body: 'return "x".repeat(20_000_000);',
    ends: ['BAD_RESPONSE', 'HEAP_LIMIT', 'CPU_LIMIT'],
  },
  {
    name: 'returned-huge-array',
    body: 'return new Array(3e6).fill({ a: 1 });',
    ends: ['BAD_RESPONSE', 'HEAP_LIMIT', 'CPU_LIMIT'],
  },
  {
    name: 'returned-bad-status',
    body: 'return { status: 99, body: "" };',
    ends: ['BAD_RESPONSE', 'THROWN', 'ANSWERED'],
  },
  {
    name: 'returned-split-header',
    body: 'return new Response("", { headers: { "x-a": "1\\r\\nset-cookie: a=b" } });',
    ends: ['THROWN', 'BAD_RESPONSE'],
  },
  isHarmless(
    'unhandled-rejections',
    'for (let n = 0; n < 100; n++) Promise.reject(new Error(String(n))); return "answered";',
  ),
];
