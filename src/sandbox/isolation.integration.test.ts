import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { startSandbox, type TestSandbox } from '../../tests/support/start-sandbox.ts';

let sandbox: TestSandbox;
beforeAll(async () => {
  sandbox = await startSandbox();
});
afterAll(() => sandbox.dispose());

describe('console', () => {
  it('belongs to the invocation that runs, also after awaits and in timers', async () => {
    const code = `async function handler(request) {
      const name = request.url.slice(-1);
      for (let i = 0; i < 3; i++) {
        console.log(name, i);
        await new Promise((done) => setTimeout(done, 1));
      }
      console.warn(name, { end: true });
    }`;
    const deployment = sandbox.deploy(code);
    const names = ['a', 'b', 'c', 'd'];
    const running = names.map((name) => sandbox.dispatch(deployment, { url: `http://h/${name}` }));
    for (const [index, invocation] of running.entries()) {
      const name = names[index];
      const { logs } = await sandbox.finished(invocation);
      expect(logs).toEqual([`${name} 0`, `${name} 1`, `${name} 2`, `${name} { end: true }`]);
    }
  });

  it('is cut where it floods, and the rest is counted', async () => {
    const code = `function handler() { console.log('x'.repeat(20_000)); for (let i = 0; i < 1500; i++) console.log(i); return 1; }`;
    const { logs, messages, failure } = await sandbox.run(code, { limits: { cpuMs: 2000 } });
    expect(failure).toBeNull();
    expect(logs).toHaveLength(1000);
    expect(logs[0]).toHaveLength(8193);
    expect(messages.find(({ type }) => type === 'logsDropped')).toMatchObject({ count: 501 });
  });
});

describe('unhandled rejections', () => {
  it('never replace an answer; they are logged', async () => {
    const code = `function handler() { Promise.reject(new Error('floating')); return { answer: 42 }; }`;
    const { body, failure, logs } = await sandbox.run(code);
    expect({ body, failure }).toEqual({ body: '{"answer":42}', failure: null });
    expect(logs).toHaveLength(1);
    expect(logs[0]).toMatch(/^Uncaught \(in promise\) Error: floating\n {4}at handler \(main\.js:1:/);
    expect(logs[0]).not.toMatch(/boundary|sandbox|nexo:/);
  });

  it('go to the listener first, which may take them', async () => {
    const code = `addEventListener('unhandledrejection', (event) => {
        if (event.reason instanceof TypeError) event.preventDefault();
        console.log(event.reason.name, event.reason.message, event.promise instanceof Promise, event.isTrusted);
      });
      function handler({ url }) {
        Promise.reject(url.endsWith('type') ? new TypeError('taken') : new RangeError('left'));
        return 1;
      }`;
    const taken = await sandbox.run(code, { url: 'http://h/type' });
    expect(taken.logs).toEqual(['TypeError taken true true']);
    const left = await sandbox.run(code, { url: 'http://h/range' });
    expect(left.logs[0]).toBe('RangeError left true true');
    expect(left.logs[1]).toMatch(/^Uncaught \(in promise\) RangeError: left/);
  });

  it('in their own listener come to an end', async () => {
    const code = `onunhandledrejection = () => { Promise.reject(new Error('again')) };
      function handler() { Promise.reject(new Error('first')); return 1; }`;
    expect(await sandbox.run(code)).toMatchObject({ body: '1', failure: null });
  });

  it('may be of any value', async () => {
    const { logs } = await sandbox.run(`function handler() { Promise.reject('text'); return 1; }`);
    expect(logs).toEqual(['Uncaught (in promise) text']);
  });

  it('cannot pretend to be a limit', async () => {
    const code = `function handler() {
      Promise.reject(new Error('Script execution timed out.'));
      Promise.reject(new Error('Isolate was disposed during execution due to memory limit'));
      return 1;
    }`;
    expect(await sandbox.run(code)).toMatchObject({ body: '1', failure: null });
  });
});

describe('waitUntil', () => {
  it('keeps the invocation open without delaying its response', async () => {
    const code = `export default { fetch(request, env, ctx) {
      ctx.waitUntil(new Promise((done) => setTimeout(done, 20)).then(() => console.log('later')));
      ctx.waitUntil(Promise.reject(new Error('nope')));
      return new Response('now');
    } };`;
    const { messages, logs, body } = await sandbox.run(code);
    expect(body).toBe('now');
    expect(logs).toContain('later');
    expect(logs.find((line) => line.startsWith('waitUntil: Error: nope'))).toBeDefined();
    const order = messages.map(({ type }) => type);
    expect(order.indexOf('respond')).toBeLessThan(order.lastIndexOf('log'));
    expect(order.at(-1)).toBe('finished');
  });

  it('works for the handler form too', async () => {
    const code = `function handler(request, { waitUntil }) { waitUntil(Promise.resolve().then(() => console.log('x'))); return 1; }`;
    expect(await sandbox.run(code)).toMatchObject({ body: '1', logs: ['x'] });
  });
});

describe('a streamed response', () => {
  const code = `export default { fetch() {
    let sent = 0;
    return new Response(new ReadableStream({
      pull(controller) {
        console.log('pulled');
        if (sent === 20) return controller.close();
        controller.enqueue(new TextEncoder().encode(String(sent++) + ' '));
      },
    }, { highWaterMark: 0 }));
  } };`;

  it('waits for its reader', async () => {
    const invocation = sandbox.dispatch(sandbox.deploy(code));
    const chunks = () => sandbox.received.filter((one) => one.type === 'chunk' && one.invocation === invocation);
    await sandbox.waitFor(() => chunks().length === 8);
    await settled();
    expect(chunks()).toHaveLength(8);
    for (let i = 0; i < 5; i++) sandbox.send({ type: 'pull', invocation, stream: 0, count: 1 });
    await sandbox.waitFor(() => chunks().length === 13);
    await settled();
    expect(chunks()).toHaveLength(13);
    for (let i = 0; i < 7; i++) sandbox.send({ type: 'pull', invocation, stream: 0, count: 1 });
    const answer = await sandbox.finished(invocation);
    expect(answer.body).toBe(Array.from({ length: 20 }, (_, index) => `${index} `).join(''));
    expect(answer.failure).toBeNull();
  });

  it('cuts large chunks', async () => {
    const large = `export default { fetch: () => new Response(new Blob([new Uint8Array(200_000)]).stream()) };`;
    const { messages, failure } = await sandbox.run(large);
    expect(failure).toBeNull();
    const sizes = messages.flatMap((message) => (message.type === 'chunk' ? [message.chunk.byteLength] : []));
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBe(200_000);
    expect(Math.max(...sizes)).toBeLessThanOrEqual(65_536);
  });

  it('fails when its source does, after what was sent', async () => {
    const broken = `export default { fetch: () => new Response(new ReadableStream({
      start(c) { c.enqueue(new Uint8Array([65])); }, async pull() { throw new Error('source broke'); } })) };`;
    const { status, failure } = await sandbox.run(broken);
    expect(status).toBe(200);
    expect(failure).toMatchObject({ code: 'THROWN', message: 'source broke' });
  });

  /** Whatever the sandbox had still under way has been said once it has answered this. */
  async function settled(): Promise<void> {
    const before = sandbox.received.filter(({ type }) => type === 'measured').length;
    sandbox.send({ type: 'measure' });
    await sandbox.waitFor(() => sandbox.received.filter(({ type }) => type === 'measured').length > before);
  }
});

describe('operations', () => {
  it('leave as messages and come back into the invocation', async () => {
    const code = `export default { async fetch() {
      const response = await fetch('http://api.example/x', { method: 'POST', body: 'ping' });
      console.log(response.status);
      return new Response(await response.text() + response.headers.get('x-a'));
    } };`;
    const invocation = sandbox.dispatch(sandbox.deploy(code));
    const isOperation = (message: (typeof sandbox.received)[number]) =>
      message.type === 'operation' && message.invocation === invocation;
    const message = await sandbox.waitFor(isOperation);
    if (message.type !== 'operation' || message.request.name !== 'fetch') throw new Error('not a fetch');
    expect(message.request).toMatchObject({ method: 'POST', url: 'http://api.example/x', redirect: 'follow' });
    expect(Buffer.from(message.request.body ?? []).toString()).toBe('ping');
    const result = {
      ok: true as const,
      status: 200,
      statusText: 'OK',
      headers: [['x-a', '!']] as [string, string][],
      url: 'http://api.example/x',
      redirected: false,
      body: new TextEncoder().encode('pong'),
      more: false,
    };
    sandbox.send({ type: 'operationDone', invocation, operation: message.operation, result });
    expect(await sandbox.finished(invocation)).toMatchObject({ body: 'pong!', logs: ['200'] });
  });

  it('are refused when too many are pending', async () => {
    const code = `async function handler() {
      const all = Array.from({ length: 251 }, () => fetch('http://a.example/'));
      return Promise.any([all[250].catch((error) => error.message), ...all]);
    }`;
    const { body } = await sandbox.run(code);
    expect(body).toMatch(/More than 250 operations/);
  });
});

describe('poisoned built-ins', () => {
  const poison = `
    const { ownKeys } = Reflect;
    const victims = [Promise, Array, Map, Set, String, Function, Object, Number, RegExp, Uint8Array, WeakMap, Error, Reflect, JSON];
    for (let v = 0; v < victims.length; v++) {
      const holders = [victims[v], victims[v].prototype ?? victims[v]];
      for (let h = 0; h < 2; h++) {
        const keys = ownKeys(holders[h]);
        for (let k = 0; k < keys.length; k++) {
          if (keys[k] === 'prototype' || keys[k] === 'constructor' || keys[k] === 'message' || keys[k] === 'name') continue;
          try { holders[h][keys[k]] = () => { throw 'poisoned'; }; } catch {}
        }
      }
    }
    delete globalThis.Response; delete globalThis.Headers; delete globalThis.Promise; delete globalThis.JSON;
    delete globalThis.Object; delete globalThis.Array; delete globalThis.TextDecoder; delete globalThis.Map;`;
  it.each([
    ['a value', 'return { a: 1 };', '{"a":1}'],
    ['a promise', 'return (async () => ({ a: 1 }))();', '{"a":1}'],
    ['a Response', 'return new R("text");', 'text'],
  ])('do not come between a function and its answer: %s', async (_, body, expected) => {
    const code = `const R = Response; ${poison}\nfunction handler() { ${body} }`;
    expect(await sandbox.run(code, { limits: { cpuMs: 1000 } })).toMatchObject({ body: expected, failure: null });
  });

  it('do not come between a function and its error', async () => {
    const code = `const E = Error; ${poison}\nfunction handler() { throw new E('told'); }`;
    const { failure } = await sandbox.run(code, { limits: { cpuMs: 1000 } });
    expect(failure).toMatchObject({ code: 'THROWN', message: 'told' });
  });
});

describe('what a function can reach', () => {
  it('is nothing of the host', async () => {
    const code = `function handler() {
      const names = ['process', 'require', 'global', 'module', 'Buffer', '__nexoBind', '__nexoAdopt', 'ivm', '_ivm'];
      return names.filter((name) => name in globalThis || typeof globalThis[name] !== 'undefined');
    }`;
    expect((await sandbox.run(code)).body).toBe('[]');
  });

  it('does not include another deployment', async () => {
    await sandbox.run('globalThis.secret = 1; function handler() { return 1; }');
    expect((await sandbox.run('function handler() { return typeof secret; }')).body).toBe('"undefined"');
  });

  it('keeps its variables from being changed', async () => {
    const code = `function handler(request, { env }) { try { env.KEY = 'x'; } catch {} return env.get('KEY') ?? null; }`;
    expect((await sandbox.run(code, { env: { KEY: 'v' } })).body).toBe('"v"');
    expect(
      (
        await sandbox.run('function handler(r, { env }) { return [env.get("constructor") ?? null, env.get("get")]; }', {
          env: { get: 'own' },
        })
      ).body,
    ).toBe('[null,"own"]');
  });
});

describe('the conversation', () => {
  it('names the running invocation before its code, and nobody when idle', async () => {
    const own = await startSandbox();
    try {
      const invocation = own.dispatch(own.deploy('function handler() { console.log("in"); return 1; }'));
      await own.finished(invocation);
      await own.waitFor((message) => message.type === 'entering' && message.invocation === null);
      const types = own.received.map((message) => message.type);
      expect(types).toEqual(['ready', 'entering', 'coldStart', 'log', 'answered', 'entering']);
    } finally {
      await own.dispose();
    }
  });

  it('drops an isolate when its deployment goes, after the last invocation', async () => {
    const deployment = sandbox.deploy(
      'async function handler() { await new Promise((done) => setTimeout(done, 10)); return 1; }',
    );
    const invocation = sandbox.dispatch(deployment);
    sandbox.send({ type: 'undeploy', deployment });
    expect((await sandbox.finished(invocation)).body).toBe('1');
    const gone = await sandbox.waitFor(
      (message) => message.type === 'isolateGone' && message.deployment === deployment,
    );
    expect(gone).toMatchObject({ reason: 'undeployed' });
    expect((await sandbox.invoke(deployment)).failure?.code).toBe('INTERNAL');
  });

  it('measures the isolates there are', async () => {
    const deployment = sandbox.deploy('function handler() { return 1; }');
    await sandbox.invoke(deployment);
    sandbox.send({ type: 'measure' });
    const measured = await sandbox.waitFor(
      (message) => message.type === 'measured' && message.isolates.some((one) => one.deployment === deployment),
    );
    expect(measured.type === 'measured' && measured.isolates.every(({ heapBytes }) => heapBytes > 0)).toBe(true);
  });
});
