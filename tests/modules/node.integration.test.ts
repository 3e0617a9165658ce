/* oxlint-disable unicorn/no-useless-spread -- cases on few lines */
import * as assert from 'node:assert';
import * as buffer from 'node:buffer';
import * as crypto from 'node:crypto';
import * as events from 'node:events';
import * as path from 'node:path';
import * as querystring from 'node:querystring';
import * as stringDecoder from 'node:string_decoder';
import * as url from 'node:url';
import * as util from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { modulesWorkspace, type ModulesWorkspace } from './workspace.ts';

const modules = { assert, buffer, crypto, events, path, querystring, stringDecoder, url, util };
type Modules = typeof modules;

/** Each is run here, on Node, and in a function: both have to give the same. */
const cases: Record<string, (node: Modules) => unknown> = {
  'buffer: encodings': ({ buffer: { Buffer } }) =>
    (['utf8', 'hex', 'base64', 'base64url', 'latin1', 'utf16le', 'ascii'] as const).map((encoding) => [
      Buffer.from('Grüße, 日本 🎉?>').toString(encoding),
      Buffer.byteLength('3q2-7w==', encoding),
      Buffer.isEncoding(encoding),
    ]),
  'buffer: base64url both ways': ({ buffer: { Buffer } }) => [
    Buffer.from('-_-_', 'base64url').toString('hex'),
    Buffer.from([251, 255, 190]).toString('base64url'),
    Buffer.from('_w', 'base64url').equals(Buffer.from([255])),
    Buffer.alloc(4).write('_w', 'base64url'),
  ],
  'buffer: numbers': ({ buffer: { Buffer } }) => {
    const bytes = Buffer.alloc(32);
    bytes.writeDoubleBE(Math.PI, 0);
    bytes.writeInt32LE(-5, 8);
    bytes.writeBigUInt64BE(2n ** 60n, 16);
    bytes.writeUIntBE(0x123456, 24, 3);
    return [bytes.toString('hex'), bytes.readDoubleBE(0), bytes.readInt32LE(8), String(bytes.readBigUInt64BE(16))];
  },
  'buffer: pieces': ({ buffer: { Buffer, isUtf8, isAscii } }) => {
    const all = Buffer.concat([Buffer.from('one'), Buffer.from('two')]);
    all.subarray(0, 1)[0] = 79;
    return [
      ...[all.toString(), all.indexOf('tw'), all.includes('x'), Buffer.compare(all, Buffer.from('One')), all.toJSON()],
      ...[isUtf8(Buffer.from([0xff])), isAscii(all), all.fill('ab').toString(), Buffer.isBuffer(all)],
    ];
  },
  'crypto: hashes and HMACs': ({ crypto: { createHash, createHmac, hash } }) => [
    ...['md5', 'sha1', 'sha256', 'sha384', 'SHA512', 'sha3-256', 'ripemd160'].map((name) =>
      createHash(name)
        .update('häsh')
        .update(new Uint8Array([1, 2]))
        .digest('hex'),
    ),
    createHmac('sha256', 'key').update('6869', 'hex').digest('base64url'),
    createHmac('sha512', new Uint8Array(200)).update('').digest().length,
    hash('sha1', 'text'),
    createHash('sha256').update('a').copy().update('b').digest('hex'),
  ],
  'crypto: what goes wrong': ({ crypto: { createHash, createHmac, timingSafeEqual } }) => {
    const digested = createHash('md5');
    digested.digest();
    const codeOf = (run: () => unknown): unknown => {
      try {
        return run();
      } catch (error) {
        return (error as { code?: string }).code ?? 'none';
      }
    };
    return [
      codeOf(() => digested.update('more')),
      codeOf(() => createHash('nope')),
      codeOf(() => createHmac('nope', 'key')),
      codeOf(() => timingSafeEqual(new Uint8Array(1), new Uint8Array(2))),
      timingSafeEqual(new Uint8Array([1, 2]), new Uint8Array([1, 2])),
      timingSafeEqual(new Uint8Array([1, 2]), new Uint8Array([1, 3])),
    ];
  },
  'crypto: random': ({ crypto: { randomBytes, randomInt, randomUUID, webcrypto } }) => {
    const numbers = Array.from({ length: 200 }, () => randomInt(5, 8));
    const [uuid, other] = [randomUUID(), webcrypto.randomUUID()];
    return [randomBytes(100_000).length, [...new Set(numbers)].toSorted((a, b) => a - b), uuid.length, uuid === other];
  },
  'events: listeners': ({ events: { EventEmitter, errorMonitor, getEventListeners } }) => {
    class Own extends EventEmitter {}
    const emitter = new Own();
    const seen: unknown[] = [];
    emitter.on('a', (...args) => seen.push(['on', ...args]));
    emitter.prependOnceListener('a', () => seen.push('first, once'));
    emitter.on(errorMonitor, (error: Error) => seen.push(`monitor ${error.message}`));
    const emitted = [emitter.emit('a', 1, 2), emitter.emit('a', 3), emitter.emit('b')];
    try {
      emitter.emit('error', new Error('loud'));
    } catch (error) {
      seen.push((error as Error).message);
    }
    return [
      seen,
      emitted,
      emitter.listenerCount('a'),
      getEventListeners(emitter, 'a').length,
      emitter.eventNames().length,
    ];
  },
  'events: once and on': async ({ events: { EventEmitter, on, once } }) => {
    const emitter = new EventEmitter();
    const first = once(emitter, 'go');
    emitter.emit('go', 7);
    const seen: unknown[] = [await first];
    const loop = on(emitter, 'step', { close: ['end'] });
    emitter.emit('step', 1);
    emitter.emit('step', 2);
    queueMicrotask(() => emitter.emit('end'));
    seen.push('from');
    for await (const [value] of loop) seen.push(value);
    return seen;
  },
  path: ({ path: { basename, extname, join, normalize, parse, relative, resolve, posix } }) => [
    ...[join('a', '..', '/b'), basename('/a/b.txt', '.txt'), extname('.x.tar.gz'), normalize('/a/./b//../c/')],
    ...[relative('/a/b/c', '/a/d'), resolve('/a', '../b'), parse('/home/x/file.txt'), posix.sep],
  ],
  querystring: ({ querystring: { escape, parse, stringify } }) => [
    ...[
      parse('a=1&a=2&b=%20c+d&e&=f'),
      parse('a:1;b:%zz', ';', ':'),
      stringify({ a: ['x', 'ü'], b: 1, c: true, d: null }),
    ],
    ...[escape('a b&c'), stringify({ a: 'b' }, ';', ':'), parse('a=1&b=2', undefined, undefined, { maxKeys: 1 })],
  ],
  string_decoder: ({ stringDecoder: { StringDecoder } }) =>
    (['utf8', 'utf16le', 'base64', 'hex', 'latin1'] as const).map((encoding) => {
      const decoder = new StringDecoder(encoding);
      const bytes = [0xe2, 0x82, 0xac, 0x3d, 0xd8, 0x4d, 0xdc, 0xe2, 0x82];
      return [...bytes.map((byte) => decoder.write(Uint8Array.of(byte) as never)), decoder.end()];
    }),
  url: ({ url: { domainToASCII, fileURLToPath, format, pathToFileURL, urlToHttpOptions, URL } }) => [
    ...[fileURLToPath('file:///a%20b/c'), pathToFileURL('/a b/#?%').href, domainToASCII('español.com')],
    format(new URL('https://u:p@example.com/a?b#c'), { auth: false, fragment: false }),
    urlToHttpOptions(new URL('http://[::1]:80/x?y')).hostname,
  ],
  'util: inspect and format': ({ util: { format, inspect } }) => [
    inspect({ a: [1, { b: new Map([['k', new Set([1])]]) }], f() {}, d: new Date(0), [Symbol('s')]: 1n }, { depth: 5 }),
    ...[format('%s %d %i %j %o %%', 'a', '1.5', 2.7, { x: 1 }, [3]), inspect("it's"), inspect(Object.create(null))],
  ],
  'util: functions': async ({ util: { callbackify, inherits, isDeepStrictEqual, promisify, types } }) => {
    const half = promisify((n: number, done: (error: Error | null, value?: number) => void) =>
      n % 2 ? done(new Error('odd')) : done(null, n / 2),
    );
    const back = callbackify(async (n: number) => n + 1);
    const viaCallback = await new Promise((resolve) => back(1, (error, value) => resolve([error, value])));
    function Child() {}
    function Parent() {}
    inherits(Child, Parent);
    return [
      ...[await half(4), await half(3).catch((error: Error) => error.message), viaCallback],
      ...[
        Object.getPrototypeOf(Child.prototype) === Parent.prototype,
        types.isPromise(half(2)),
        types.isDate(new Date()),
      ],
      ...[
        types.isUint8Array(new Uint8Array(1)),
        types.isRegExp({}),
        types.isMap(new Map()),
        types.isNativeError(new Error()),
      ],
      isDeepStrictEqual({ a: [1, new Set([{ b: 1 }])] }, { a: [1, new Set([{ b: 1 }])] }),
      ...[isDeepStrictEqual([1], ['1']), isDeepStrictEqual(new Map([[1, { a: 1 }]]), new Map([[1, { a: 1 }]]))],
      ...[isDeepStrictEqual(NaN, NaN), isDeepStrictEqual(0, -0), isDeepStrictEqual(new Date(1), new Date(2))],
    ];
  },
  assert: async ({ assert: { default: assertOk, AssertionError, strict, throws, rejects, ...node } }) => {
    const outcome = async (run: () => unknown): Promise<unknown> => {
      try {
        await run();
        return 'passes';
      } catch (error) {
        if (!(error instanceof AssertionError)) return (error as Error).message;
        return [error.code, error.generatedMessage, error.operator];
      }
    };
    const circular: { self?: unknown } = {};
    circular.self = circular;
    return Promise.all(
      [
        ...[() => assertOk(1), () => assertOk(0), () => assertOk(0, 'why'), () => node.equal(1, '1')],
        ...[() => strict.equal(1, '1' as never), () => node.deepEqual([1], ['1']), () => strict.deepEqual([1], ['1'])],
        ...[() => node.deepStrictEqual(circular, circular), () => node.notStrictEqual(1, 1), () => node.fail('no')],
        ...[() => throws(() => 1), () => throws(() => JSON.parse('{'), SyntaxError)],
        () => throws(() => JSON.parse('{'), { name: 'SyntaxError' }),
        () => throws(() => JSON.parse('{'), /nothing like it/),
        () => rejects(Promise.reject(new TypeError('x')), { message: 'x' }),
        () => rejects(Promise.resolve(1)),
        ...[() => node.match('abc', /b/), () => node.match('abc', /x/), () => node.ifError(null)],
        ...[() => node.ifError(new Error('e')), () => node.doesNotThrow(() => 1)],
      ].map(outcome),
    );
  },
};

const functionText = `
import * as assert from 'node:assert';
import * as buffer from 'buffer';
import * as crypto from 'node:crypto';
import * as events from 'node:events';
import * as path from 'node:path';
import * as querystring from 'node:querystring';
import * as stringDecoder from 'node:string_decoder';
import * as url from 'node:url';
import * as util from 'node:util';
const cases = { ${Object.entries(cases)
  .map(([name, run]) => `${JSON.stringify(name)}: ${run.toString()}`)
  .join(',\n')} };
const modules = { assert, buffer, crypto, events, path, querystring, stringDecoder, url, util };
export default {
  async fetch(request) {
    const name = decodeURIComponent(new URL(request.url).pathname.slice('/node/'.length));
    return Response.json({ value: await cases[name](modules) });
  },
};
`;

let workspace: ModulesWorkspace;
beforeAll(async () => {
  workspace = await modulesWorkspace([], {
    node: { 'index.js': functionText },
    required: {
      'index.js': `
        const EventEmitter = require('events');
        const { Buffer } = require('node:buffer');
        const assert = require('assert');
        class Own extends EventEmitter {}
        function handler() { assert(new Own() instanceof EventEmitter); return { hex: Buffer.from('hi').toString('hex') }; }`,
    },
  });
}, 60_000);
afterAll(() => workspace.dispose());

describe('what a function imports of Node does what Node does', () => {
  it.each(Object.keys(cases))('%s', async (name) => {
    const response = await workspace.engine.request(`/fn/node/${encodeURIComponent(name)}`);
    const body = (await response.json()) as { value: unknown };
    expect(body).toEqual(JSON.parse(JSON.stringify({ value: await cases[name]?.(modules) })));
  });

  it('also by require, as packages do', async () => {
    const response = await workspace.engine.request('/fn/required/');
    expect(await response.json()).toEqual({ hex: '6869' });
  });
});
