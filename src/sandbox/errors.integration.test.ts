import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { startSandbox, type TestSandbox } from '../../tests/support/start-sandbox.ts';

let sandbox: TestSandbox;
beforeAll(async () => {
  sandbox = await startSandbox();
});
afterAll(() => sandbox.dispose());

describe('what a function throws', () => {
  it.each([
    ['synchronously', 'function handler() {\n  throw new RangeError("too far");\n}'],
    ['from an async function', 'async function handler() {\n  throw new RangeError("too far");\n}'],
    ['after an await', 'async function handler() { await null;\n  throw new RangeError("too far");\n}'],
    ['in a fetch handler', 'export default { async fetch() {\n  throw new RangeError("too far");\n} };'],
  ])('is told with name, message and place when thrown %s', async (_, code) => {
    const { failure, status } = await sandbox.run(code);
    expect(status).toBeUndefined();
    expect(failure).toMatchObject({ code: 'THROWN', name: 'RangeError', message: 'too far' });
    expect(failure?.stack).toMatch(
      /^RangeError: too far\n {4}at (async )?(Object\.fetch \(|handler \()?main\.js:2:9\)?/,
    );
  });

  it('keeps the causes', async () => {
    const code = `function handler() {
      try { JSON.parse('{'); } catch (cause) { throw new Error('outer', { cause }); }
    }`;
    const { failure } = await sandbox.run(code);
    expect(failure?.stack).toMatch(/^Error: outer\n[^]*\nCaused by: SyntaxError: /);
  });

  it.each([
    ['"text"', 'text'],
    ['null', 'null'],
    ['undefined', 'undefined'],
    ['12n', '12'],
    ['Symbol("s")', 'Symbol(s)'],
    ['{ a: 1 }', 'The function threw an object that is not an Error.'],
  ])('may be anything: %s', async (value, message) => {
    const { failure } = await sandbox.run(`function handler() { throw ${value}; }`);
    expect(failure).toMatchObject({ code: 'THROWN', message });
  });

  it('shows no file of ours', async () => {
    const codes = [
      'function handler() { throw new Error("x"); }',
      'function handler() { return crypto.getRandomValues(1); }',
      'function handler() { new Response("x", { status: 1 }); }',
      'function handler() { return new URL("//"); }',
      'throw new Error("x");',
      'function handler() { import("fs"); return new Promise(() => {}).x.y; }',
      'async function handler() { await import("node:fs"); }',
    ];
    for (const code of codes) {
      const { failure, logs } = await sandbox.run(code);
      expect(failure?.code).toBe('THROWN');
      expect(JSON.stringify([failure, logs])).not.toMatch(/nexo:|file:|\/out\/|node_modules|isolated-vm|\.ts:/);
    }
  });
});

describe('hostile throws', () => {
  const loops = [
    'const e = new Error("x"); Object.defineProperty(e, "stack", { get() { for (;;); } }); throw e;',
    'const e = new Error("x"); Object.defineProperty(e, "message", { get() { for (;;); } }); throw e;',
    'const e = new Error("x"); Object.defineProperty(e, "name", { get() { for (;;); } }); throw e;',
    'Error.prepareStackTrace = () => { for (;;); }; throw new Error("x");',
    'throw new Proxy({}, { get() { for (;;); } });',
    'throw { get message() { for (;;); } };',
    'throw { name: { toString() { for (;;); } } };',
    'return { get a() { for (;;); } };',
    'return { toJSON() { for (;;); } };',
    'return { get then() { for (;;); } };',
    'return new Proxy({}, { ownKeys() { for (;;); } });',
    'return { then() { for (;;); } };',
    'return [1, { valueOf() { for (;;); }, toJSON() { for (;;); } }];',
    'const e = new Error("x"); Object.defineProperty(e, "cause", { get() { for (;;); } }); throw e;',
  ];
  it.each(loops)('that loop are stopped like any loop: %s', async (body) => {
    const { failure } = await sandbox.run(`async function handler() { ${body} }`, { limits: { cpuMs: 30 } });
    expect(failure).toMatchObject({ code: 'CPU_LIMIT', limit: { name: 'cpuMs', allowed: 30 } });
  });

  it.each([
    ['a revoked proxy', 'const { proxy, revoke } = Proxy.revocable({}, {}); revoke(); throw proxy;'],
    ['getters that throw', 'throw { get name() { throw 1; }, get message() { throw 2; }, get stack() { throw 3; } };'],
    ['an error that is its own cause', 'const e = new Error("x"); e.cause = e; throw e;'],
    ['a stack that is no string', 'const e = new Error("x"); e.stack = { a: 1n }; throw e;'],
    ['100 MB of text', 'throw new Error("x".repeat(1e8));'],
    ['a message that is a symbol', 'const e = new Error("x"); e.message = Symbol("m"); throw e;'],
    ['prepareStackTrace that throws', 'Error.prepareStackTrace = () => { throw 1; }; throw new Error("x");'],
  ])('are described in few words: %s', async (_, body) => {
    const { failure } = await sandbox.run(`function handler() { ${body} }`, { limits: { cpuMs: 5000 } });
    expect(failure?.code).toBe('THROWN');
    expect(JSON.stringify(failure).length).toBeLessThan(40_000);
  });
});

describe('what cannot be sent', () => {
  it.each([
    ['nothing', 'return undefined;', /returned undefined/],
    ['a function', 'return () => 1;', /returned a function/],
    ['a symbol', 'return Symbol();', /returned a symbol/],
    ['a BigInt', 'return 1n;', /BigInt/],
    ['a BigInt inside', 'return { a: 1n };', /cannot be sent as JSON: .*BigInt/],
    ['a cycle', 'const a = {}; a.a = a; return a;', /cannot be sent as JSON: .*circular/],
    ['a toJSON without result', 'return { toJSON() {} };', /no JSON form/],
    ['a used body', 'const r = new Response("x"); await r.text(); return r;', /already been read/],
    ['an error response', 'return Response.error();', /status 0/],
    [
      'a stream of text',
      'return new Response(new ReadableStream({ start(c) { c.enqueue("x"); c.close(); } }));',
      /not a Uint8Array/,
    ],
  ])('is refused with the reason: %s', async (_, body, message) => {
    const { failure } = await sandbox.run(`async function handler() { ${body} }`);
    expect(failure).toMatchObject({ code: 'BAD_RESPONSE', message: expect.stringMatching(message) as string });
  });

  it.each([
    ['text', 'return new Response("x".repeat(2000));'],
    ['bytes', 'return new Response(new Uint8Array(2000));'],
    ['JSON', 'return "x".repeat(2000);'],
    ['characters of several bytes', 'return new Response("é".repeat(600));'],
    ['a stream', 'return new Response(new ReadableStream({ pull(c) { c.enqueue(new Uint8Array(300)); } }));'],
  ])('is refused when it is too large: %s', async (_, body) => {
    const { failure } = await sandbox.run(`function handler() { ${body} }`, { limits: { responseBytes: 1000 } });
    expect(failure).toMatchObject({ code: 'BAD_RESPONSE', limit: { name: 'responseBytes', allowed: 1000 } });
  });
});
