import { describe } from 'vitest';

import { testCases } from './cases.ts';

describe('timers and microtasks', () => {
  testCases({
    'setTimeout passes its arguments': [`return new Promise((r) => setTimeout((...a) => r(a), 0, 1, 2))`, [1, 2]],
    'timers fire by time, then by order': [
      `const r = []; setTimeout(() => r.push('b'), 20); setTimeout(() => r.push('a'), 1); await later(40); return r`,
      ['a', 'b'],
    ],
    clearTimeout: [`let n = 0; clearTimeout(setTimeout(() => n++, 1)); await later(10); return n`, 0],
    'setInterval until cleared': [
      `let n = 0; await new Promise((r) => { const id = setInterval(() => { if (++n === 3) { clearInterval(id); r() } }, 1) }); await later(10); return n`,
      3,
    ],
    'clearing nonsense is no error': [`clearTimeout(); clearTimeout(-1); clearInterval('x'); return true`, true],
    'ids are positive integers': [
      `const id = setTimeout(() => {}); clearTimeout(id); return Number.isInteger(id) && id > 0`,
      true,
    ],
    'a string is compiled': [`setTimeout('globalThis.fromText = 7'); await later(5); return fromText`, 7],
    'an exception is reported and timers go on': [
      `let seen; addEventListener('error', (e) => { seen = e.message; e.preventDefault() }, { once: true }); setTimeout(() => { throw new Error('t') }); await later(5); return seen`,
      'Uncaught Error: t',
    ],
    'microtasks come before timers': [
      `const r = []; setTimeout(() => r.push('t')); queueMicrotask(() => r.push('m')); Promise.resolve().then(() => r.push('p')); await later(5); return r`,
      ['m', 'p', 't'],
    ],
    'queueMicrotask needs a function': [`return thrown(() => queueMicrotask('x'))`, 'TypeError'],
    'performance.now grows from the time origin': [
      `const a = performance.now(); await later(2); return [a >= 0, performance.now() > a, Math.abs(performance.timeOrigin + performance.now() - Date.now()) < 1000]`,
      [true, true, true],
    ],
    'performance is an EventTarget': [`return performance instanceof EventTarget`, true],
  });
});

describe('crypto', () => {
  testCases({
    'getRandomValues fills and gives back the array': [
      `const a = new Uint8Array(64); return [crypto.getRandomValues(a) === a, a.some((x) => x !== 0)]`,
      [true, true],
    ],
    'any integer type': [
      `return [Int8Array, Uint16Array, Int32Array, BigUint64Array, Uint8ClampedArray].every((T) => crypto.getRandomValues(new T(8)).length === 8)`,
      true,
    ],
    'no floats': [`return thrown(() => crypto.getRandomValues(new Float32Array(1)))`, 'TypeMismatchError'],
    'no DataView': [
      `return thrown(() => crypto.getRandomValues(new DataView(new ArrayBuffer(1))))`,
      'TypeMismatchError',
    ],
    'no more than 65,536 bytes': [
      `return [crypto.getRandomValues(new Uint8Array(65536)).length, thrown(() => crypto.getRandomValues(new Uint8Array(65537)))]`,
      [65536, 'QuotaExceededError'],
    ],
    'only the part of a buffer': [
      `const b = new ArrayBuffer(300); crypto.getRandomValues(new Uint8Array(b, 100, 100)); const u = new Uint8Array(b); return [u.subarray(0, 100).every((x) => x === 0), u.subarray(200).every((x) => x === 0)]`,
      [true, true],
    ],
    'randomUUID is version 4': [
      `return Array.from({ length: 100 }, () => crypto.randomUUID()).every((u) => /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/.test(u))`,
      true,
    ],
    'no two are the same': [`return new Set(Array.from({ length: 1000 }, () => crypto.randomUUID())).size`, 1000],
  });
});

describe('Blob and FormData', () => {
  testCases({
    'joins parts': [
      `return new Blob(['a', new Uint8Array([98]), new Blob(['c']), new Uint8Array([100]).buffer]).text()`,
      'abcd',
    ],
    slices: [
      `const b = new Blob(['abcdef']); return Promise.all([b.slice(1, 3).text(), b.slice(-2).text(), b.slice(4, 2).text(), b.slice(0, 99, 'T/T').type])`,
      ['bc', 'ef', '', 't/t'],
    ],
    'native line endings': [`return new Blob(['a\\r\\nb\\rc'], { endings: 'native' }).text()`, 'a\nb\nc'],
    'a bad type is dropped': [`return new Blob([], { type: 'é' }).type`, ''],
    'parts must be a sequence': [
      `return [thrown(() => new Blob('x')), thrown(() => new Blob(null))]`,
      ['TypeError', 'TypeError'],
    ],
    'streams and bytes': [
      `const b = new Blob(['ab']); return [[...await b.bytes()], (await b.arrayBuffer()).byteLength, await new Response(b.stream()).text()]`,
      [[97, 98], 2, 'ab'],
    ],
    File: [
      `const f = new File(['x'], 'n', { type: 'a/b', lastModified: 5 }); return [f.name, f.size, f.type, f.lastModified, f instanceof Blob, thrown(() => new File(['x']))]`,
      ['n', 1, 'a/b', 5, true, 'TypeError'],
    ],
    FormData: [
      `const f = new FormData(); f.append('a', 1); f.append('a', 2); f.set('b', new Blob(['x'])); const r = [f.get('a'), f.getAll('a'), f.has('c'), f.get('b').name]; f.set('a', 3); f.delete('b'); return [...r, [...f]]`,
      ['1', ['1', '2'], false, 'blob', [['a', '3']]],
    ],
    'FormData refuses a form': [`return thrown(() => new FormData({}))`, 'TypeError'],
    'a file name needs a Blob': [`return thrown(() => new FormData().append('a', 'b', 'c'))`, 'TypeError'],
  });
});

describe('WebAssembly', () => {
  const empty = 'new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0])';
  testCases({
    compiles: [`return (await WebAssembly.compile(${empty})) instanceof WebAssembly.Module`, true],
    'instantiates bytes and modules': [
      `const { module, instance } = await WebAssembly.instantiate(${empty}); const again = await WebAssembly.instantiate(module); return [module instanceof WebAssembly.Module, instance instanceof WebAssembly.Instance, again instanceof WebAssembly.Instance]`,
      [true, true, true],
    ],
    'bad bytes reject': [`return thrown(() => WebAssembly.compile(new Uint8Array(8)))`, 'CompileError'],
    'streams a response': [
      `const r = new Response(${empty}, { headers: { 'content-type': 'application/wasm' } }); return (await WebAssembly.instantiateStreaming(r)).instance instanceof WebAssembly.Instance`,
      true,
    ],
    'streaming checks the type': [
      `return thrown(() => WebAssembly.compileStreaming(new Response(${empty})))`,
      'TypeError',
    ],
  });
});
