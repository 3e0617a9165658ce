import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { startSandbox, type TestSandbox } from '../../tests/support/start-sandbox.ts';

let sandbox: TestSandbox;
beforeAll(async () => {
  sandbox = await startSandbox();
});
afterAll(() => sandbox.dispose());

const ok = 'if (request.url.endsWith("ok")) return "ok";';

describe('CPU time', () => {
  it.each([
    ['a loop', 'while (true) {}'],
    ['a loop in catch and finally', 'for (;;) try { for (;;); } catch { for (;;); } finally { for (;;); }'],
    ['a loop after an await', 'await null; for (;;);'],
    ['awaiting for ever', 'for (;;) await 0;'],
    ['a microtask chain', 'const next = () => Promise.resolve().then(next); await next();'],
    ['a loop in a timer', 'await new Promise((done) => setTimeout(() => { for (;;); }, 1));'],
    ['a catastrophic pattern', 'return /^(a+)+$/.test("a".repeat(40) + "b");'],
    ['a stream that never ends', 'return new Response(new ReadableStream({ pull(c) { for (;;); } }));'],
  ])('stops %s; the isolate goes on', async (_, body) => {
    const deployment = sandbox.deploy(`async function handler(request) { ${ok}\n${body} }`, { limits: { cpuMs: 40 } });
    const { failure, usage } = await sandbox.invoke(deployment);
    expect(failure).toMatchObject({ code: 'CPU_LIMIT', limit: { name: 'cpuMs', allowed: 40 } });
    expect(usage.cpuMs).toBeGreaterThan(0);
    expect(usage.cpuMs).toBeLessThan(400);
    expect(await sandbox.invoke(deployment, { url: 'http://h/ok' })).toMatchObject({ body: '"ok"', failure: null });
    const cold = sandbox.received.filter(
      (message) => message.type === 'isolateGone' && message.deployment === deployment,
    );
    expect(cold).toEqual([]);
  });

  it('names the line', async () => {
    const { failure } = await sandbox.run(
      'function spin() {\n  while (true) {}\n}\nfunction handler() {\n  spin();\n}',
    );
    expect(failure?.stack).toMatch(/at spin \(main\.js:2:\d+\)\n {4}at handler \(main\.js:5:3\)/);
    expect(failure?.stack).not.toMatch(/nexo:/);
  });

  it('is a sum over slices, and waiting is free', async () => {
    const busy = 'const end = Date.now() + 15; while (Date.now() < end);';
    const slices = `for (let i = 0; i < 400; i++) { ${busy} await new Promise((done) => setTimeout(done, 1)); }`;
    const { failure } = await sandbox.run(`async function handler() { ${slices} return 1; }`, {
      limits: { cpuMs: 60 },
    });
    expect(failure?.code).toBe('CPU_LIMIT');
    const wait = 'async function handler() { await new Promise((done) => setTimeout(done, 120)); return 1; }';
    expect(await sandbox.run(wait, { limits: { cpuMs: 60 } })).toMatchObject({ body: '1', failure: null });
  });

  it('counts for an answer given just before', async () => {
    const code =
      'export default { fetch(_, __, ctx) { Promise.resolve().then(() => { for (;;); }); return new Response("x"); } };';
    const { failure, status } = await sandbox.run(code, { limits: { cpuMs: 40 } });
    expect(failure?.code).toBe('CPU_LIMIT');
    expect(status).toBeUndefined();
  });

  it('covers evaluating the module', async () => {
    const deployment = sandbox.deploy('for (;;);', { limits: { cpuMs: 40 } });
    for (let i = 0; i < 2; i++) expect((await sandbox.invoke(deployment)).failure?.code).toBe('CPU_LIMIT');
  });
});

describe('heap', () => {
  const grow = 'const kept = []; for (;;) kept.push({ a: kept.length, b: "x" + kept.length });';
  it('ends the invocation, loses its isolate, and the next one gets a new isolate', async () => {
    const limits = { heapMb: 32, cpuMs: 20_000 };
    const deployment = sandbox.deploy(
      `async function handler(request) { ${ok}
      if (request.url.endsWith("wait")) await new Promise((done) => setTimeout(done, 60_000));
      ${grow} }`,
      { limits },
    );
    expect((await sandbox.invoke(deployment, { url: 'http://h/ok' })).failure).toBeNull();
    const waiting = sandbox.dispatch(deployment, { url: 'http://h/wait' });
    const { failure, usage } = await sandbox.invoke(deployment);
    expect(failure).toMatchObject({ code: 'HEAP_LIMIT', limit: { name: 'heapMb', allowed: 32 } });
    expect(usage.heapBytes).toBeGreaterThanOrEqual(32 * 2 ** 20);
    expect((await sandbox.finished(waiting)).failure).toMatchObject({ code: 'SANDBOX_LOST' });
    await sandbox.waitFor((message) => message.type === 'isolateGone' && message.deployment === deployment);
    expect(await sandbox.invoke(deployment, { url: 'http://h/ok' })).toMatchObject({ body: '"ok"', failure: null });
  });

  it('refuses one large buffer with an ordinary error', async () => {
    const { failure } = await sandbox.run('function handler() { new ArrayBuffer(1e9); }', { limits: { heapMb: 32 } });
    expect(failure).toMatchObject({ code: 'THROWN', name: 'RangeError' });
  });
});

it('tells the most memory that was used, though it was given back since', async () => {
  const { failure, usage, body } = await sandbox.run(`async function handler() {
    const buffer = new Uint8Array(40_000_000).fill(1).buffer;
    await new Promise((done) => setTimeout(done, 1));
    return buffer.transfer(0).byteLength;
  }`);
  expect([failure, body]).toEqual([null, '0']);
  expect(usage.heapBytes).toBeGreaterThan(40_000_000);
  expect(usage.heapBytes).toBeLessThan(80_000_000);
});

describe('cancelling', () => {
  const wall = { code: 'WALL_LIMIT', message: 'too long' } as const;

  it('ends an invocation that never settles', async () => {
    const deployment = sandbox.deploy('function handler() { console.log("begun"); return new Promise(() => {}); }');
    const invocation = sandbox.dispatch(deployment);
    await sandbox.waitFor((message) => message.type === 'log' && message.invocation === invocation);
    sandbox.send({ type: 'cancel', invocation, failure: wall });
    expect((await sandbox.finished(invocation)).failure).toEqual(wall);
  });

  it("fires the request's signal, drops its timers and ignores what comes later", async () => {
    const code = `let seen = [];
      export default { async fetch(request) {
        if (request.url.endsWith('seen')) return Response.json(seen);
        setInterval(() => seen.push('tick'), 1);
        console.log('begun');
        await new Promise((done) => request.signal.addEventListener('abort', done));
        seen = ['aborted', request.signal.reason.name];
        console.log('stopping');
        return new Response('late');
      } };`;
    const deployment = sandbox.deploy(code);
    const invocation = sandbox.dispatch(deployment);
    await sandbox.waitFor((message) => message.type === 'log' && message.invocation === invocation);
    sandbox.send({ type: 'cancel', invocation, failure: wall });
    const answer = await sandbox.finished(invocation);
    expect(answer).toMatchObject({ failure: wall, status: undefined, logs: ['begun', 'stopping'] });
    expect(await sandbox.invoke(deployment, { url: 'http://h/seen' })).toMatchObject({
      body: '["aborted","AbortError"]',
    });
  });

  it('lets those behind a module that never loads begin again', async () => {
    const code = `if (!globalThis.x) await new Promise(() => {}); function handler() {}`;
    const deployment = sandbox.deploy(code);
    const [first, second] = [sandbox.dispatch(deployment), sandbox.dispatch(deployment)];
    for (const invocation of [first, second]) {
      sandbox.send({ type: 'cancel', invocation, failure: wall });
      expect((await sandbox.finished(invocation)).failure).toEqual(wall);
    }
  });
});
