import { isRefused, spins, type HostileFunction } from './hostile-function.ts';

/** Loops in JavaScript, in native code, and where no statement of the function's runs. */
export const cpuBombs: readonly HostileFunction[] = [
  spins('loop', 'for (;;);'),
  spins('loop-in-finally', 'for (;;) try { for (;;); } catch { for (;;); } finally { for (;;); }'),
  spins('loop-in-module', '', 'for (;;);'),
  spins('loop-after-await', 'await null; for (;;);'),
  spins('loop-in-timer', 'await new Promise(() => setTimeout(() => { for (;;); }, 1));'),
  spins('loop-in-listener', 'addEventListener("x", () => { for (;;); }); dispatchEvent(new Event("x"));'),
  spins('loop-in-generator', 'function* f() { for (;;) yield 1; } for (const _ of f()) ;'),
  spins(
    'loop-in-iterator-return',
    'for (const _ of { [Symbol.iterator]: () => ({ next: () => ({ value: 1 }), return() { for (;;); } }) }) break;',
  ),
  spins('loop-in-eval', 'new Function("for (;;);")();'),
  spins('loop-in-sort', '[2, 1].sort(() => { for (;;); });'),
  spins('loop-in-replace', '"aa".replace(/a/g, () => { for (;;); });'),
  {
    name: 'microtasks',
    // Each promise waits for the next, and none is freed.
    body: 'const next = () => Promise.resolve().then(next); await next();',
    ends: ['CPU_LIMIT', 'HEAP_LIMIT'],
  },
  spins('queue-microtask', 'const next = () => queueMicrotask(next); next(); await new Promise(() => {});'),
  spins('await-for-ever', 'for (;;) await 0;'),
  spins('thenable', 'return { then(resolve) { for (;;); } };'),
  spins('thenable-chain', 'const t = { then(resolve) { resolve(t); } }; await t;'),
  spins('async-generator', 'async function* f() { for (;;) yield 1; } for await (const _ of f()) ;'),
  spins('regex', 'return /^(a+)+$/.test("a".repeat(40) + "b");'),
  spins('regex-alternatives', 'return /^(a|a|aa)+$/.test("a".repeat(60) + "b");'),
  spins('regex-backreference', 'return /^(a+)+\\1b$/.test("a".repeat(60));'),
  spins('regex-split', 'return ("x".repeat(50) + "y").split(/(x+x+)+z/);'),
  { name: 'bigint-power', body: 'let b = 3n; for (;;) b = b ** 3n;', ends: ['CPU_LIMIT', 'HEAP_LIMIT', 'THROWN'] },
  { name: 'bigint-squares', body: 'let b = 3n; for (;;) b = b * b;', ends: ['CPU_LIMIT', 'HEAP_LIMIT', 'THROWN'] },
  {
    name: 'bigint-text',
    body: 'return (1n << 30_000_000n).toString().length;',
    ends: ['CPU_LIMIT', 'HEAP_LIMIT', 'THROWN'],
  },
  {
    name: 'bigint-parse',
    body: 'return BigInt("9".repeat(4_000_000)) % 7n;',
    ends: ['CPU_LIMIT', 'HEAP_LIMIT', 'THROWN'],
  },
  spins(
    'wasm-loop',
    `const bytes = Uint8Array.of(0, 97, 115, 109, 1, 0, 0, 0, 1, 4, 1, 96, 0, 0, 3, 2, 1, 0, 7, 5, 1, 1, 102, 0, 0,
    10, 9, 1, 7, 0, 3, 64, 12, 0, 11, 11); new WebAssembly.Instance(new WebAssembly.Module(bytes)).exports.f();`,
  ),
  spins('intl-loop', 'for (;;) new Date().toLocaleString("de", { timeZone: "Asia/Tokyo" });'),
  spins('json-loop', 'const o = { a: [1, 2, 3] }; for (;;) JSON.parse(JSON.stringify(o));'),
  spins('structured-clone', 'const o = { a: [1, 2, 3] }; for (;;) structuredClone(o);'),
  spins('date-parse', 'for (;;) Date.parse("2020-01-01T00:00:00Z");'),
  isRefused('endless-array', 'Array.prototype.indexOf.call({ length: 2 ** 53 - 1 }, 1);'),
  isRefused('sparse-reverse', 'new Array(2 ** 32 - 1).reverse();'),
  isRefused('normalize', '"é".repeat(3e7).normalize("NFKD");'),
  isRefused('atomics-wait', 'Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);'),
];
