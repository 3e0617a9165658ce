import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { testCases } from './testing/cases.ts';
import { createTestIsolate, type TestIsolate } from './testing/run-in-isolate.ts';

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

describe('console', () => {
  let isolate: TestIsolate;
  beforeAll(async () => {
    isolate = await createTestIsolate();
  });
  afterAll(() => isolate.dispose());

  /** What the code logged, as `level: text` lines. */
  const logged = (code: string): string[] => {
    isolate.logs.length = 0;
    isolate.script(code);
    return isolate.logs.map(({ level, text }) => `${level}: ${text}`);
  };

  test.each<[name: string, code: string, expected: string[]]>([
    [
      'levels',
      `console.log(1); console.info(2); console.warn(3); console.error(4); console.debug(5)`,
      ['log: 1', 'info: 2', 'warn: 3', 'error: 4', 'debug: 5'],
    ],
    [
      'values',
      `console.log('a', 1, null, undefined, true, 2n, Symbol('s'))`,
      ['log: a 1 null undefined true 2n Symbol(s)'],
    ],
    [
      'structures',
      `console.log({ a: [1, 'x'], m: new Map([[1, 2]]) })`,
      ["log: { a: [ 1, 'x' ], m: Map(1) { 1 => 2 } }"],
    ],
    [
      'directives',
      `console.log('%s %d %i %f %j %%', 'a', 1.5, 1.5, '2.5', { x: 1 }, 'rest')`,
      ['log: a 1.5 1 2.5 {"x":1} % rest'],
    ],
    [
      'errors with their stack',
      `const e = new Error('m'); e.stack = 'Error: m\\n    at here'; console.log(e)`,
      ['log: Error: m\n    at here'],
    ],
    ['platform objects', `console.log(new Headers({ a: 'b' }).constructor.name)`, ['log: Headers']],
    [
      'assert',
      `console.assert(true, 'no'); console.assert(false, 'a %s', 'b'); console.assert()`,
      ['error: Assertion failed: a b', 'error: Assertion failed'],
    ],
    [
      'count',
      `console.count(); console.count(); console.count('x'); console.countReset(); console.count()`,
      ['info: default: 1', 'info: default: 2', 'info: x: 1', 'info: default: 1'],
    ],
    ['countReset of nothing', `console.countReset('nope')`, ["warn: Count for 'nope' does not exist"]],
    [
      'groups',
      `console.group('g'); console.log('in\\nside'); console.groupEnd(); console.log('out')`,
      ['log: g', 'log:   in\n  side', 'log: out'],
    ],
    ['timeEnd of nothing', `console.timeEnd('nope')`, ["warn: Timer 'nope' does not exist"]],
    ['dir', `console.dir({ a: { b: { c: {} } } }, { depth: 0 })`, ['log: { a: [Object] }']],
    [
      'table',
      `console.table([{ a: 1 }, { a: 2, b: 'x' }])`,
      [
        "log: ┌─────────┬───┬─────┐\n│ (index) │ a │ b   │\n├─────────┼───┼─────┤\n│ 0       │ 1 │     │\n│ 1       │ 2 │ 'x' │\n└─────────┴───┴─────┘",
      ],
    ],
    ['table of no table', `console.table(5)`, ['log: 5']],
    ['a getter that throws', `console.log({ get a() { throw new Error() } })`, ['log: { a: [Getter] }']],
  ])('%s', (_name, code, expected) => expect(logged(code)).toEqual(expected));

  test('a value that throws when looked at does not throw out of the call', () => {
    const [line] = logged(`console.log(new Proxy({}, { get() { throw new Error('trap') } }))`);
    expect(line).toContain('log: [a value that cannot be shown: Error: trap');
  });

  test('a timer tells how long', () => {
    expect(logged(`console.time('t'); console.timeLog('t', 1); console.timeEnd('t')`).join('\n')).toMatch(
      /^log: t: [\d.]+ms 1\ninfo: t: [\d.]+ms$/,
    );
  });

  test('long lists are cut before they are walked', () => {
    const [line] = logged(`console.log(new Array(5_000_000).fill(0))`);
    expect(line).toContain('... 4999900 more items');
  });

  test('an uncaught exception of a callback is logged', async () => {
    isolate.logs.length = 0;
    await isolate.run(`setTimeout(() => { throw new Error('late') }); await new Promise((r) => setTimeout(r, 5))`);
    expect(isolate.logs[0]).toMatchObject({ level: 'error', text: expect.stringContaining('Uncaught Error: late') });
  });
});
