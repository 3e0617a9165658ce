import { describe } from 'vitest';

import { testCases } from './cases.ts';

const same = (value: string, check: string) => `const v = ${value}; const c = structuredClone(v); return ${check}`;

describe('structuredClone', () => {
  testCases({
    primitives: [
      `return [structuredClone(1), structuredClone('a'), structuredClone(null), structuredClone(true), String(structuredClone(2n)), typeof structuredClone(undefined)]`,
      [1, 'a', null, true, '2', 'undefined'],
    ],
    'objects and arrays': [
      same('{ a: [1, { b: 2 }] }', '[c, c !== v, c.a !== v.a]'),
      [{ a: [1, { b: 2 }] }, true, true],
    ],
    cycles: [same('(() => { const o = {}; o.o = o; return o })()', 'c.o === c'), true],
    'one object twice stays one': [same('(() => { const o = {}; return [o, o] })()', 'c[0] === c[1]'), true],
    'sparse arrays': [same('[1, , 3]', '[c.length, 1 in c]'), [3, false]],
    'extra properties of arrays': [same('Object.assign([1], { x: 2 })', 'c.x'), 2],
    Date: [same('new Date(5)', '[c instanceof Date, c.getTime()]'), [true, 5]],
    RegExp: [same('/a/gi', '[String(c), c.lastIndex]'), ['/a/gi', 0]],
    'Map and Set': [
      same('new Map([[1, new Set([2])]])', '[c instanceof Map, c.get(1) instanceof Set, [...c.get(1)]]'),
      [true, true, [2]],
    ],
    'boxed primitives': [
      same('[new Number(1), new String("a"), new Boolean(false), Object(1n)]', 'c.map((x) => typeof x)'),
      ['object', 'object', 'object', 'object'],
    ],
    ArrayBuffer: [same('new Uint8Array([1]).buffer', '[c !== v, c.byteLength]'), [true, 1]],
    'views share their buffer': [
      same(
        '(() => { const b = new ArrayBuffer(8); return [new Uint8Array(b, 2, 3), new DataView(b)] })()',
        '[c[0].buffer === c[1].buffer, c[0].byteOffset, c[0].length]',
      ),
      [true, 2, 3],
    ],
    'a resizable buffer': [
      same('new ArrayBuffer(2, { maxByteLength: 4 })', '[c.resizable, c.maxByteLength]'),
      [true, 4],
    ],
    errors: [
      same(
        'Object.assign(new RangeError("m", { cause: 1 }), { x: 1 })',
        '[c instanceof RangeError, c.name, c.message, c.cause, c.x === undefined, typeof c.stack]',
      ),
      [true, 'RangeError', 'm', 1, true, 'string'],
    ],
    'an error of one’s own class': [
      same('new (class E extends Error { name = "E" })("m")', '[c.constructor === Error, c.name]'),
      [true, 'Error'],
    ],
    DOMException: [
      same('new DOMException("m", "DataCloneError")', '[c instanceof DOMException, c.name, c.code]'),
      [true, 'DataCloneError', 25],
    ],
    'Blob and File': [
      `const c = structuredClone([new Blob(['a'], { type: 't/t' }), new File(['b'], 'n', { lastModified: 1 })]); return [await c[0].text(), c[0].type, c[1] instanceof File, c[1].name, c[1].lastModified, await c[1].text()]`,
      ['a', 't/t', true, 'n', 1, 'b'],
    ],
    'getters are read once': [`let n = 0; structuredClone({ get a() { n++; return 1 } }); return n`, 1],
    'prototype and symbols are lost': [
      same(
        'Object.assign(Object.create({ p: 1 }), { a: 1, [Symbol("s")]: 2 })',
        '[c.p === undefined, Object.getOwnPropertySymbols(c).length, Object.getPrototypeOf(c) === Object.prototype]',
      ),
      [true, 0, true],
    ],
    '__proto__ is data': [same('JSON.parse(\'{"__proto__": 1}\')', 'Object.getOwnPropertyNames(c)'), ['__proto__']],
    ...Object.fromEntries(
      [
        '() => 1',
        'Symbol()',
        'new WeakMap()',
        'new WeakSet()',
        'Promise.resolve()',
        'new Headers()',
        'new Response()',
        'new URL("http://a")',
        'new EventTarget()',
        'new ReadableStream()',
        'new SharedArrayBuffer(1)',
        '(function* () {})()',
      ].map((value) => [`refuses ${value}`, [`return thrown(() => structuredClone(${value}))`, 'DataCloneError']]),
    ),
    'transfers a buffer': [
      `const b = new ArrayBuffer(4); const c = structuredClone({ b }, { transfer: [b] }); return [b.byteLength, b.detached, c.b.byteLength]`,
      [0, true, 4],
    ],
    'a detached buffer cannot be transferred': [
      `const b = new ArrayBuffer(4); structuredClone(b, { transfer: [b] }); return thrown(() => structuredClone(b, { transfer: [b] }))`,
      'DataCloneError',
    ],
    'nothing is transferred twice': [
      `const b = new ArrayBuffer(4); return thrown(() => structuredClone(b, { transfer: [b, b] }))`,
      'DataCloneError',
    ],
    'an object cannot be transferred': [
      `return thrown(() => structuredClone({}, { transfer: [{}] }))`,
      'DataCloneError',
    ],
    'transfers a port': [
      `const { port1, port2 } = new MessageChannel(); const p = structuredClone(port2, { transfer: [port2] }); const got = new Promise((r) => { p.onmessage = (e) => r(e.data) }); port1.postMessage('x'); return got`,
      'x',
    ],
  });
});

describe('MessageChannel', () => {
  testCases({
    'messages arrive in order, as clones': [
      `const { port1, port2 } = new MessageChannel(); const got = []; const done = new Promise((r) => { port2.onmessage = (e) => { got.push(e.data.n); if (got.length === 2) r() } }); const o = { n: 1 }; port1.postMessage(o); o.n = 2; port1.postMessage(o); await done; return got`,
      [1, 2],
    ],
    'not before start()': [
      `const { port1, port2 } = new MessageChannel(); let n = 0; port2.addEventListener('message', () => n++); port1.postMessage(1); await later(5); const before = n; port2.start(); await later(5); return [before, n]`,
      [0, 1],
    ],
    'not after close()': [
      `const { port1, port2 } = new MessageChannel(); let n = 0; port2.onmessage = () => n++; port2.close(); port1.postMessage(1); await later(5); return n`,
      0,
    ],
    'transferred ports come with the event': [
      `const a = new MessageChannel(), b = new MessageChannel(); const got = new Promise((r) => { a.port2.onmessage = (e) => r(e) }); a.port1.postMessage(null, [b.port1]); const e = await got; return [e.ports.length, e.ports[0] instanceof MessagePort, Object.isFrozen(e.ports)]`,
      [1, true, true],
    ],
    'what cannot be cloned throws': [
      `return thrown(() => new MessageChannel().port1.postMessage(() => 1))`,
      'DataCloneError',
    ],
    'a port cannot carry itself': [
      `const { port1 } = new MessageChannel(); return thrown(() => port1.postMessage(null, [port1]))`,
      'DataCloneError',
    ],
  });
});
