import { afterEach, beforeEach, describe, expect, test } from 'vitest';

import { createTestIsolate, type TestIsolate } from './testing/run-in-isolate.ts';

/**
 * A function replaces every built-in it can reach, then uses the whole platform, and looks at all that passes by.
 * It may break its own isolate; it must never see what the platform talks to the host with.
 */
const poison = `
const isHost = __isHost;
const { apply, ownKeys, getOwnPropertyDescriptor, defineProperty, getPrototypeOf } = Reflect;
globalThis.stolen = [];
const look = (value, where) => { if (isHost(value)) stolen[stolen.length] = where };
const lookInto = (value, where) => {
  look(value, where);
  if (typeof value !== 'object' || value === null) return;
  try {
    const keys = ownKeys(value);
    for (let i = 0; i < keys.length && i < 50; i++) {
      const d = getOwnPropertyDescriptor(value, keys[i]);
      if (d) look(d.value, where);
    }
  } catch {}
};
const spy = (original, where) => function (...args) {
  lookInto(this, where);
  for (let i = 0; i < args.length; i++) lookInto(args[i], where);
  const result = new.target ? Reflect.construct(original, args, new.target) : apply(original, this, args);
  lookInto(result, where);
  return result;
};
const poisonAll = (holder, name) => {
  const keys = ownKeys(holder);
  for (let i = 0; i < keys.length; i++) {
    const key = keys[i];
    const d = getOwnPropertyDescriptor(holder, key);
    if (!d.configurable || key === 'constructor') continue;
    const where = name + '.' + String(key);
    if (typeof d.value === 'function') d.value = spy(d.value, where);
    if (d.get) d.get = spy(d.get, where);
    if (d.set) d.set = spy(d.set, where);
    try { defineProperty(holder, key, d) } catch {}
  }
};
const generators = [function* () {}, async function* () {}].map((f) => getPrototypeOf(getPrototypeOf(f.prototype)));
const targets = {
  Object, Array, Reflect, JSON, Math, Promise, Symbol, Number, String, ArrayBuffer, Uint8Array, Error,
  ObjectProto: Object.prototype, FunctionProto: Function.prototype, ArrayProto: Array.prototype,
  StringProto: String.prototype, NumberProto: Number.prototype, RegExpProto: RegExp.prototype,
  MapProto: Map.prototype, SetProto: Set.prototype, WeakMapProto: WeakMap.prototype, WeakSetProto: WeakSet.prototype,
  PromiseProto: Promise.prototype, BufferProto: ArrayBuffer.prototype, ViewProto: DataView.prototype,
  TypedArrayProto: getPrototypeOf(Uint8Array.prototype), BytesProto: Uint8Array.prototype, ErrorProto: Error.prototype,
  ArrayIterator: getPrototypeOf([][Symbol.iterator]()), IteratorProto: generators[0], AsyncIteratorProto: generators[1],
  GlobalFunctions: globalThis,
};
`;

/** Everything that goes through the door in some way. */
const useEverything = `
const attempts = [
  () => console.log('x %s', { a: 1 }, new Map([[1, 2]])),
  () => setTimeout(() => {}, 0),
  () => { clearTimeout(setTimeout(() => {}, 5)) },
  () => crypto.getRandomValues(new Uint8Array(5000)),
  () => crypto.randomUUID(),
  () => performance.now(),
  () => new URL('http://exämple.com/?a=b').searchParams.get('a'),
  () => fetch('http://a/', { method: 'POST', body: 'x' }),
  () => fetch('http://a/', { signal: AbortSignal.timeout(1) }),
  () => fetch('http://a/', { method: 'POST', duplex: 'half', body: new Blob(['x']).stream() }),
  () => new Response(new ReadableStream({ start(c) { c.enqueue(new Uint8Array(1)); c.close() } })).text(),
  () => crypto.subtle.digest('SHA-256', new Uint8Array(1)),
  () => crypto.subtle.generateKey({ name: 'AES-GCM', length: 128 }, false, ['encrypt']),
  () => new Response(new Blob(['x']).stream().pipeThrough(new CompressionStream('gzip'))).bytes(),
  () => new MessageChannel().port1.postMessage({ a: [1] }),
  () => structuredClone(new Error('x')),
  () => new Request('http://a/', { method: 'POST', body: new FormData() }).formData(),
  () => reportError(new Error('x')),
  () => { throw new Error('x') },
];
const settle = [];
for (let i = 0; i < attempts.length; i++) {
  try { settle[i] = attempts[i]() } catch {}
}
`;

const targetNames =
  'Object Array Reflect JSON Math Promise Symbol Number String ArrayBuffer Uint8Array Error ObjectProto FunctionProto ' +
  'ArrayProto StringProto NumberProto RegExpProto MapProto SetProto WeakMapProto WeakSetProto PromiseProto BufferProto ' +
  'ViewProto TypedArrayProto BytesProto ErrorProto ArrayIterator IteratorProto AsyncIteratorProto';

describe('a function that replaces built-ins', () => {
  let isolate: TestIsolate;
  beforeEach(async () => {
    isolate = await createTestIsolate(async (request) => ({
      result: { ok: true, status: 200, statusText: 'OK', headers: [], url: String(request['url']), redirected: false },
      body: new ArrayBuffer(1),
    }));
  });
  afterEach(() => isolate.dispose());

  /** What was stolen, by where it was seen; null where the function broke itself so badly that nothing runs. */
  async function steal(code: string): Promise<string[] | null> {
    try {
      isolate.script(`${poison}${code}${useEverything}`);
    } catch {
      // A rejection nobody handled, or its own damage: what was seen so far counts.
    }
    await new Promise((resolve) => setTimeout(resolve, 30));
    const copy = 'let text = ""; for (let i = 0; i < stolen.length; i++) text += stolen[i] + "\\n"; text';
    return (isolate.context.evalSync(copy) as string).split('\n').filter((line) => line !== '');
  }

  test.each(targetNames.split(' '))('sees nothing of the host through %s', async (name) => {
    expect(await steal(`poisonAll(targets.${name}, '${name}');`)).toEqual([]);
  });

  test('sees nothing of the host through setters and getters on Object.prototype', async () => {
    const traps = `
      for (const key of ['host', 'current', 'operation', 'log', 'now', 'random', 'value', 'done', 'next', '0', '1', 'body', 'stream', 'source', 'type', 'resume', 'run', 'then_']) {
        defineProperty(Object.prototype, key, {
          get() { lookInto(this, 'get ' + key); return undefined },
          set(v) { lookInto(this, 'set ' + key); lookInto(v, 'set ' + key); defineProperty(this, key, { value: v, writable: true, configurable: true, enumerable: true }) },
          configurable: true,
        });
      }`;
    expect(await steal(traps)).toEqual([]);
  });

  test('sees nothing of the host in stack frames', async () => {
    const frames = `Error.prepareStackTrace = (error, sites) => {
      for (let i = 0; i < sites.length; i++) {
        lookInto(sites[i].getThis(), 'this'); lookInto(sites[i].getFunction(), 'function');
        if (sites[i].getFunction() !== undefined && String(sites[i].getFileName()) === 'nexo:prelude') stolen[stolen.length] = 'prelude function';
      }
      return '';
    };`;
    expect(await steal(frames)).toEqual([]);
  });

  test('sees nothing of the host through a subclassed Promise', async () => {
    const species = `
      defineProperty(Promise, Symbol.species, { get() { return class P extends Promise { constructor(run) { super((a, b) => { lookInto(a, 'p'); lookInto(b, 'p'); return run(a, b) }) } } }, configurable: true });
      const then = Promise.prototype.then;
      Promise.prototype.then = function (a, b) { lookInto(this, 'then'); lookInto(a, 'then'); lookInto(b, 'then'); return apply(then, this, [a, b]) };`;
    expect(await steal(species)).toEqual([]);
  });

  test('has no way to the door on the global object', async () => {
    const names = await isolate.run<string[]>(
      `return Reflect.ownKeys(globalThis).map(String).filter((k) => /^__|host|bind|nexo/i.test(k)).filter((k) => !['__isHost', '__setBaseUrl', '__describeValues'].includes(k))`,
    );
    expect(names).toEqual([]);
  });
});
