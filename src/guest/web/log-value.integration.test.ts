import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { createTestIsolate, type TestIsolate } from './testing/run-in-isolate.ts';

interface Value {
  kind: string;
  text?: string;
  className?: string;
  stack?: string;
  size?: number;
  more?: number;
  members?: { key: string | Value; value: Value }[];
}

let isolate: TestIsolate;
beforeAll(async () => {
  isolate = await createTestIsolate();
});
afterAll(() => isolate?.dispose());

/** What the last console call of a script sent besides its text. */
function detailsOf(script: string): { values?: Value[]; group?: number; form?: string } | undefined {
  isolate.logs.length = 0;
  isolate.script(`{${script}}`);
  return isolate.logs.at(-1)?.details as never;
}
const valueOf = (expression: string): Value | undefined => detailsOf(`console.log(${expression}, {})`)?.values?.[0];
const text = (kind: string, shown: string) => ({ kind, text: shown });

describe('values of the console', () => {
  it('are sent only where the text does not tell everything', () => {
    expect(detailsOf(`console.log('a', 1, null, undefined, true, 5n, Symbol('s'))`)).toBeUndefined();
    expect(detailsOf(`console.log('user', { id: 1 })`)).toEqual({
      group: 0,
      values: [text('string', 'user'), { kind: 'object', members: [{ key: 'id', value: text('number', '1') }] }],
    });
  });

  it.each<[string, Value]>([
    [`'text'`, text('string', 'text')],
    [`-0`, text('number', '-0')],
    [`NaN`, text('number', 'NaN')],
    [`10n`, text('bigint', '10')],
    [`true`, text('boolean', 'true')],
    [`Symbol('s')`, text('symbol', 'Symbol(s)')],
    [`undefined`, { kind: 'undefined' }],
    [`null`, { kind: 'null' }],
    [`new Date(0)`, text('date', '1970-01-01T00:00:00.000Z')],
    [`new Date(NaN)`, text('date', 'Invalid Date')],
    [`/a"b/gi`, text('regexp', '/a"b/gi')],
    [`function add() {}`, text('function', 'add')],
    [`class Cart {}`, { kind: 'function', className: 'class', text: 'Cart' }],
    [`Promise.resolve(1)`, { kind: 'promise' }],
    [
      `[1, , 'x']`,
      {
        kind: 'array',
        size: 3,
        members: [
          { key: '0', value: text('number', '1') },
          { key: '2', value: text('string', 'x') },
        ],
      },
    ],
    [`new Uint8Array([1, 2, 255])`, { kind: 'bytes', className: 'Uint8Array', size: 3, text: '1, 2, 255' }],
    [`new BigInt64Array(1)`, { kind: 'bytes', className: 'BigInt64Array', size: 1, text: '0' }],
    [`new Uint8Array([1, 171]).buffer`, { kind: 'bytes', className: 'ArrayBuffer', size: 2, text: '01 ab' }],
    [`new DataView(new ArrayBuffer(1))`, { kind: 'bytes', className: 'DataView', size: 1, text: '00' }],
    [
      `new Map([[{ a: 1 }, 'v']])`,
      {
        kind: 'map',
        size: 1,
        members: [
          { key: { kind: 'object', members: [{ key: 'a', value: text('number', '1') }] }, value: text('string', 'v') },
        ],
      },
    ],
    [`new Set(['x'])`, { kind: 'set', size: 1, members: [{ key: '0', value: text('string', 'x') }] }],
    [`new WeakMap()`, { kind: 'object', className: 'WeakMap' }],
    [`Object.create(null)`, { kind: 'object' }],
    [`{ [Symbol('k')]: 1 }`, { kind: 'object', members: [{ key: '[Symbol(k)]', value: text('number', '1') }] }],
    [
      `new (class Cart { items = 2 })()`,
      { kind: 'object', className: 'Cart', members: [{ key: 'items', value: text('number', '2') }] },
    ],
    [
      `{ __proto__: null, ['__proto__']: 1 }`,
      { kind: 'object', members: [{ key: '__proto__', value: text('number', '1') }] },
    ],
  ])('%s', (expression, expected) => {
    expect(valueOf(expression)).toEqual(expected);
  });

  it('show circles, and the same object twice as what it is', () => {
    const { members } = valueOf(`(() => { const a = { b: {} }; a.self = a; a.b.up = a; a.again = a.b; return a })()`)!;
    expect(members).toEqual([
      { key: 'b', value: { kind: 'object', members: [{ key: 'up', value: { kind: 'circular' } }] } },
      { key: 'self', value: { kind: 'circular' } },
      { key: 'again', value: { kind: 'object', members: [{ key: 'up', value: { kind: 'circular' } }] } },
    ]);
  });

  it('show an error with name, message, stack, cause and properties', () => {
    const value = valueOf(`Object.assign(new RangeError('far', { cause: new TypeError('near') }), { code: 7 })`)!;
    expect(value).toMatchObject({
      kind: 'error',
      className: 'RangeError',
      text: 'far',
      stack: expect.stringMatching(/^RangeError: far\n +at /),
    });
    expect(value.members).toMatchObject([
      { key: 'cause', value: { kind: 'error', className: 'TypeError', text: 'near' } },
      { key: 'code', value: text('number', '7') },
    ]);
    expect(valueOf(`new AggregateError([new Error('one')], 'all')`)).toMatchObject({
      text: 'all',
      members: [{ key: 'errors', value: { kind: 'array', members: [{ value: { text: 'one' } }] } }],
    });
    expect(valueOf(`new DOMException('gone', 'AbortError')`)).toMatchObject({
      kind: 'error',
      className: 'AbortError',
      text: 'gone',
    });
  });

  it('show what objects of the platform are about', () => {
    expect(valueOf(`new Headers({ b: '2', a: '1' })`)).toEqual({
      kind: 'object',
      className: 'Headers',
      members: [
        { key: 'a', value: text('string', '1') },
        { key: 'b', value: text('string', '2') },
      ],
    });
    expect(valueOf(`new URL('http://h/p?q=1')`)?.members).toContainEqual({
      key: 'pathname',
      value: text('string', '/p'),
    });
    const request = valueOf(`(globalThis.r = new Request('http://h/', { method: 'POST', body: 'text' }))`);
    expect(request?.members).toContainEqual({ key: 'method', value: text('string', 'POST') });
    expect(request?.members?.map(({ key }) => key)).not.toContain('body');
  });

  it('call no accessor', () => {
    const value = valueOf(`{ get a() { throw new Error('called') }, set b(v) {}, get c() { return 1 }, set c(v) {} }`);
    expect(value?.members?.map(({ value: inner }) => inner.text)).toEqual(['get', 'set', 'get set']);
  });

  it('are cut with a count: depth, members, texts, nodes, all', () => {
    expect(
      JSON.stringify(valueOf(`(() => { let a = [1]; for (let i = 0; i < 20; i++) a = { a }; return a })()`)),
    ).toContain('{"kind":"cut","className":"Object"}');
    expect(valueOf(`Array.from({ length: 500 }, () => 1)`)).toMatchObject({ size: 500, more: 400 });
    expect(valueOf(`Object.fromEntries(Array.from({ length: 150 }, (_, i) => ['k' + i, i]))`)).toMatchObject({
      more: 50,
    });
    expect(valueOf(`'x'.repeat(2_500)`)).toEqual({ kind: 'string', text: 'x'.repeat(2_000), more: 500 });
    expect(valueOf(`new Uint8Array(1_000)`)).toMatchObject({ size: 1_000, more: 900 });
    const wide = detailsOf(
      `const leaf = () => Array.from({ length: 90 }, () => 'y'.repeat(50)); console.log(Array.from({ length: 90 }, leaf))`,
    );
    const json = JSON.stringify(wide);
    expect(json.length).toBeLessThan(40_000);
    expect(json).toContain('"more"');
    expect(detailsOf(`console.log(...Array.from({ length: 30 }, () => ({})))`)?.values?.at(-1)).toEqual({
      kind: 'cut',
      more: 10,
    });
  });

  it('belong to groups, which end with their invocation, and to tables', () => {
    expect(detailsOf(`console.group('a'); console.log('in')`)).toEqual({ group: 1 });
    expect(detailsOf(`console.groupCollapsed('b')`)).toEqual({ group: 1, form: 'collapsedGroup' });
    expect(detailsOf(`console.groupEnd(); console.groupEnd(); console.groupEnd(); console.log('out')`)).toBeUndefined();
    expect(detailsOf(`console.table([{ a: 1 }])`)).toMatchObject({
      form: 'table',
      values: [{ kind: 'array', size: 1 }],
    });
  });
});

describe('hostile values', () => {
  it('a proxy is data, or only named where its traps throw', () => {
    expect(valueOf(`new Proxy({ a: 1 }, {})`)).toEqual({
      kind: 'object',
      members: [{ key: 'a', value: text('number', '1') }],
    });
    expect(valueOf(`new Proxy({}, { ownKeys() { throw new Error('no') } })`)).toEqual({
      kind: 'cut',
      className: 'Proxy',
    });
    expect(valueOf(`(() => { const { proxy, revoke } = Proxy.revocable({}, {}); revoke(); return proxy })()`)).toEqual({
      kind: 'cut',
      className: 'Proxy',
    });
  });

  it('what only looks like a built-in is an object', () => {
    for (const name of ['Map', 'Set', 'Date', 'RegExp', 'Headers', 'ArrayBuffer']) {
      expect(valueOf(`Object.create(${name}.prototype)`)).toMatchObject({ kind: 'object', className: name });
    }
    expect(valueOf(`{ constructor: { name: 'X' } , [Symbol.toStringTag]: 'Map' }`)).toMatchObject({ kind: 'object' });
  });

  it('meet no built-in that was replaced, and no accessor on a prototype', async () => {
    const own = await createTestIsolate();
    own.script(`
      const { apply, defineProperty } = Reflect;
      globalThis.value = { map: new Map([[1, 2]]), set: new Set([1]), date: new Date(0), list: [1], error: new Error('e'), f() {}, headers: new Headers({ a: 'b' }) };
      // Headers are sorted when first read.
      [...value.headers];
      globalThis.stolen = '';
      const spy = (holder, name) => {
        const was = holder[name];
        const replacement = function (...args) { stolen += name + ' '; return was === undefined ? undefined : apply(was, this, args) };
        defineProperty(holder, name, { __proto__: null, value: replacement, configurable: true, writable: true });
      };
      for (const holder of [Object.prototype, Array.prototype, String.prototype]) spy(holder, 'toJSON');
      for (const name of ['isArray']) spy(Array, name);
      for (const name of ['hasOwn', 'getOwnPropertyDescriptor', 'is', 'getPrototypeOf']) spy(Object, name);
      for (const name of ['ownKeys', 'apply', 'getPrototypeOf', 'getOwnPropertyDescriptor']) spy(Reflect, name);
      for (const name of ['call', 'apply', 'toString', Symbol.hasInstance]) if (name !== Symbol.hasInstance) spy(Function.prototype, name);
      spy(JSON, 'stringify'); spy(Map.prototype, 'entries'); spy(Set.prototype, 'values'); spy(WeakMap.prototype, 'get');
      spy(Date.prototype, 'getTime'); spy(Date.prototype, 'toISOString'); spy(String.prototype, 'slice');
      spy(Object.getPrototypeOf(new Map().entries()), 'next'); spy(Object.getPrototypeOf(new Set().values()), 'next');
      spy(Headers.prototype, 'entries'); spy(Headers.prototype, 'forEach'); spy(Array.prototype, Symbol.iterator.description);
      for (const key of ['0', '1', 'kind', 'members', 'json', 'count', 'above', 'depth', 'value', 'get']) {
        defineProperty(Object.prototype, key, {
          __proto__: null, configurable: true,
          get() { stolen += 'get ' + key + ' ' }, set() { stolen += 'set ' + key + ' ' },
        });
      }
      stolen = '';
      globalThis.described = __describeValues([value]);
      globalThis.stolenMeanwhile = stolen;
      for (const key of ['0', '1', 'kind', 'members', 'json', 'count', 'above', 'depth', 'value', 'get']) delete Object.prototype[key];
    `);
    const [tree] = JSON.parse(own.context.evalSync('described') as string) as [Value];
    expect(tree.members?.map(({ key, value }) => [key, value.kind])).toEqual([
      ['map', 'map'],
      ['set', 'set'],
      ['date', 'date'],
      ['list', 'array'],
      ['error', 'error'],
      ['f', 'function'],
      ['headers', 'object'],
    ]);
    expect(own.context.evalSync('stolenMeanwhile')).toBe('');
    own.dispose();
  });

  it('a getter of the stack that is not V8’s is not called', () => {
    const value = valueOf(
      `Object.defineProperty(new Error('x'), 'stack', { get() { globalThis.called = true; return 'forged' } })`,
    );
    expect(value?.stack).toBeUndefined();
  });
});
