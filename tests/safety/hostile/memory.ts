import { grows, isRefused, type HostileFunction } from './hostile-function.ts';

const refusedOrStopped = ['THROWN', 'HEAP_LIMIT', 'CPU_LIMIT'] as const;

/** Growth in every kind of memory V8 has, counted against the heap limit or not. */
export const memoryBombs: readonly HostileFunction[] = [
  grows('objects', 'const kept = []; for (;;) kept.push({ a: kept.length, b: "x" + kept.length });'),
  grows('doubles', 'const a = []; for (;;) a.push(new Array(1000).fill(1.5));'),
  grows('texts', 'let s = "x"; const kept = []; for (;;) { s += s.slice(0, 1000) + Math.random(); kept.push(s); }'),
  grows('sets', 'const s = new Set(); for (let n = 0; ; n++) s.add({ n });'),
  grows('closures', 'let f = () => 0; for (;;) { const g = f; f = () => g; }'),
  grows('promises', 'const kept = []; for (;;) kept.push(new Promise(() => {}));'),
  grows('symbols', 'const kept = {}; for (;;) kept[Symbol()] = 1;'),
  grows(
    'regexes',
    'const kept = []; for (let n = 0; ; n++) { const r = new RegExp("a{1,50}b" + n); r.test("a"); kept.push(r); }',
  ),
  grows('functions', 'const kept = []; for (let n = 0; ; n++) kept.push(new Function(`return ${n}`));'),
  grows('intl', 'const kept = []; for (;;) kept.push(new Intl.DateTimeFormat("en", { timeZone: "Europe/Paris" }));'),
  grows(
    'segmenter',
    'const kept = []; for (;;) kept.push(new Intl.Segmenter("ja", { granularity: "word" }).segment("x".repeat(1e5)));',
  ),
  {
    name: 'small-buffers',
    body: 'const kept = []; for (;;) kept.push(new ArrayBuffer(4096));',
    ends: refusedOrStopped,
  },
  {
    name: 'large-buffers',
    body: 'const kept = []; for (;;) kept.push(new Uint8Array(8e6).fill(1));',
    ends: refusedOrStopped,
  },
  {
    name: 'shared-buffers',
    body: 'const kept = []; for (;;) kept.push(new Uint8Array(new SharedArrayBuffer(8e6)).fill(1));',
    ends: refusedOrStopped,
  },
  { name: 'array-fill', body: 'return Array(25_000_000).fill(0).length;', ends: refusedOrStopped },
  { name: 'json-nested', body: 'JSON.parse("[".repeat(8e6));', ends: refusedOrStopped },
  { name: 'json-wide', body: 'JSON.parse("[" + "{},".repeat(3e6) + "0]");', ends: refusedOrStopped },
  { name: 'join', body: 'return new Array(2e7).fill("xxxxxxxxxx").join("").length;', ends: refusedOrStopped },
  { name: 'split', body: 'return "x".repeat(2e7).split("").length;', ends: refusedOrStopped },
  { name: 'spread', body: 'const a = new Array(1e7).fill(1); return Math.max(...a);', ends: refusedOrStopped },
  { name: 'concat', body: 'let a = [1]; for (;;) a = a.concat(a);', ends: refusedOrStopped },
  { name: 'flat', body: 'let a = [1]; for (;;) a = [a, a].flat(Infinity);', ends: refusedOrStopped },
  {
    name: 'clone-bomb',
    body: 'let a = [1]; for (let n = 0; n < 40; n++) a = [a, a, a, a]; structuredClone(a); const b = JSON.stringify(a);',
    ends: refusedOrStopped,
  },
  { name: 'regex-pattern', body: 'new RegExp("(a|b)".repeat(1e6)).test("ab");', ends: refusedOrStopped },
  isRefused('resizable-buffer', 'new ArrayBuffer(1, { maxByteLength: 4e9 }).resize(4e9);'),
  isRefused('growable-shared', 'new SharedArrayBuffer(1, { maxByteLength: 4e9 }).grow(4e9);'),
  isRefused('text-too-long', '"x".repeat(2 ** 30);'),
  {
    name: 'wasm-memory',
    body: 'const kept = []; for (;;) { const m = new WebAssembly.Memory({ initial: 1 }); m.grow(900); new Uint8Array(m.buffer).fill(1); kept.push(m); }',
    ends: refusedOrStopped,
  },
  {
    name: 'wasm-shared-memory',
    body: 'const kept = []; for (;;) { const m = new WebAssembly.Memory({ initial: 900, maximum: 1000, shared: true }); new Uint8Array(m.buffer).fill(1); kept.push(m); }',
    ends: refusedOrStopped,
  },
  { name: 'recursion', body: 'const f = () => f() + 1; return f();', ends: ['THROWN'] },
  {
    name: 'recursion-in-json',
    body: 'const o = { toJSON() { return { o }; } }; return o;',
    ends: ['THROWN', 'BAD_RESPONSE', 'HEAP_LIMIT', 'CPU_LIMIT'],
  },
  {
    name: 'recursion-in-proxy',
    body: 'let p = {}; for (let n = 0; n < 1e5; n++) p = new Proxy(p, {}); return p.x;',
    ends: ['THROWN', 'CPU_LIMIT'],
  },
  {
    name: 'eval-at-the-edge-of-the-stack',
    body: 'const f = (n) => { try { f(n + 1); } catch { eval("1" + " ".repeat(n % 7)); /x+(y|z)*/.test("xy" + n); } }; f(0);',
    ends: ['ANSWERED', 'BAD_RESPONSE', 'THROWN', 'CPU_LIMIT'],
  },
];
