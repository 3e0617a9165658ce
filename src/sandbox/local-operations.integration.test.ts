import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { startSandbox, type TestSandbox } from '../../tests/support/start-sandbox.ts';

let sandbox: TestSandbox;
beforeAll(async () => {
  sandbox = await startSandbox();
});
afterAll(() => sandbox.dispose());

const derive = (iterations: number) => `
  const key = await crypto.subtle.importKey('raw', new Uint8Array(8), 'PBKDF2', false, ['deriveBits']);
  await crypto.subtle.deriveBits({ name: 'PBKDF2', hash: 'SHA-512', salt: new Uint8Array(8), iterations: ${iterations} }, key, 512);`;

describe('work outside the isolate', () => {
  it("counts as the invocation's CPU time", async () => {
    const code = `async function handler() { ${derive(100_000)} return 'done'; }`;
    const { body, failure, usage } = await sandbox.run(code, { limits: { cpuMs: 20_000 } });
    expect({ body, failure }).toEqual({ body: '"done"', failure: null });
    expect(usage.cpuMs).toBeGreaterThan(20);
  });

  it('ends the invocation that used more than it may', async () => {
    const code = `async function handler() { ${derive(1_000_000)} return 'done'; }`;
    const { failure } = await sandbox.run(code, { limits: { cpuMs: 100 } });
    expect(failure).toMatchObject({ code: 'CPU_LIMIT', limit: { name: 'cpuMs', allowed: 100 } });
  });

  it('is not begun any more for an invocation that has ended', async () => {
    // All of it would take longer than a test may.
    const code = `async function handler(request) {
      if (request.query.quick) { ${derive(10)} return 'quick'; }
      for (let index = 0; index < 200; index++) void (async () => { ${derive(1_000_000)} })();
      return 'left';
    }`;
    const deployment = sandbox.deploy(code, { limits: { cpuMs: 60_000 } });
    expect(await sandbox.invoke(deployment)).toMatchObject({ body: '"left"', failure: null });
    const quick = await sandbox.invoke(deployment, { url: 'http://localhost/?quick=1' });
    expect(quick).toMatchObject({ body: '"quick"', failure: null });
  });

  it("leaves room for the isolate's neighbours", async () => {
    const busy = sandbox.deploy(
      `async function handler() { await Promise.all(Array.from({ length: 6 }, async () => { ${derive(200_000)} })); return 'busy'; }`,
      { limits: { cpuMs: 60_000 } },
    );
    const running = sandbox.dispatch(busy);
    const quick = `async function handler() { return (await crypto.subtle.digest('SHA-1', new Uint8Array(1))).byteLength; }`;
    const answer = await sandbox.run(quick);
    expect(answer.body).toBe('20');
    const isOver = sandbox.received.some((message) => message.type === 'finished' && message.invocation === running);
    expect(isOver).toBe(false);
    expect((await sandbox.finished(running)).body).toBe('"busy"');
  });
});

describe('keys', () => {
  it('outlive invocations, and are of one function only', async () => {
    const code = `let key;
      async function handler() {
        key ??= crypto.subtle.generateKey({ name: 'HMAC', hash: 'SHA-256' }, false, ['sign']);
        return new Uint8Array(await crypto.subtle.sign('HMAC', await key, new Uint8Array(1))).toHex();
      }`;
    const [one, other] = [sandbox.deploy(code), sandbox.deploy(code)];
    const first = await sandbox.invoke(one);
    expect(first.body).toMatch(/^"[0-9a-f]{64}"$/);
    expect((await sandbox.invoke(one)).body).toBe(first.body);
    expect((await sandbox.invoke(other)).body).not.toBe(first.body);
  });

  it('may be made by the thousand, as they live and die with their objects', async () => {
    const code = `async function handler() {
      for (let index = 0; index < 3000; index++) {
        await crypto.subtle.importKey('raw', new Uint8Array(1024), { name: 'HMAC', hash: 'SHA-256' }, false, ['sign']);
      }
      return 'done';
    }`;
    const answer = await sandbox.run(code, { limits: { cpuMs: 20_000, heapMb: 32 } });
    expect(answer).toMatchObject({ body: '"done"', failure: null });
  });
});

describe('compression streams', () => {
  it('compress a response', async () => {
    const code = `export default { fetch() {
      const body = new Blob(['text '.repeat(1000)]).stream().pipeThrough(new CompressionStream('gzip'));
      return new Response(body.pipeThrough(new DecompressionStream('gzip')));
    } }`;
    const answer = await sandbox.run(code);
    expect(answer.body).toBe('text '.repeat(1000));
  });

  it('are closed with the invocation that used them, and then refuse', async () => {
    const code = `let writer;
      async function handler() {
        if (writer) return writer.write(new Uint8Array(1)).then(() => 'written', (error) => error.name + ': ' + error.message);
        const stream = new CompressionStream('gzip');
        writer = stream.writable.getWriter();
        globalThis.reader = stream.readable.getReader();
        globalThis.reading = reader.read().then(() => reader.read()).catch(() => undefined);
        await writer.write(new Uint8Array(1));
        return 'opened';
      }`;
    const deployment = sandbox.deploy(code);
    expect((await sandbox.invoke(deployment)).body).toBe('"opened"');
    expect((await sandbox.invoke(deployment)).body).toMatch(/^"TypeError: The invocation .* has ended"$/);
  });

  it('can be open in a number, and anew once others are over', async () => {
    const code = `async function handler() {
      const open = async () => {
        const stream = new CompressionStream('gzip'), writer = stream.writable.getWriter();
        void stream.readable.getReader().read().catch(() => undefined);
        await writer.write(new Uint8Array(1));
      };
      const all = await Promise.allSettled(Array.from({ length: 40 }, open));
      return all.filter(({ status }) => status === 'rejected').map(({ reason }) => reason.message)[0];
    }`;
    const deployment = sandbox.deploy(code);
    for (let round = 0; round < 2; round++) {
      expect((await sandbox.invoke(deployment)).body).toBe('"More than 32 compression streams are open"');
    }
  });

  it('do not unpack more than is read', async () => {
    const code = `async function handler() {
      const packed = await new Response(new Blob([new Uint8Array(4_000_000)]).stream().pipeThrough(new CompressionStream('gzip'))).bytes();
      const twice = await new Response(new Blob(Array(1).fill(packed)).stream().pipeThrough(new DecompressionStream('gzip')).pipeThrough(new CompressionStream('gzip'))).bytes();
      const reader = new Blob([twice]).stream().pipeThrough(new DecompressionStream('gzip')).getReader();
      let length = 0, largest = 0;
      for (;;) {
        const { done, value } = await reader.read();
        if (done) return { length, small: largest <= 300_000 };
        length += value.length;
        largest = Math.max(largest, value.length);
      }
    }`;
    const answer = await sandbox.run(code, { limits: { cpuMs: 20_000, heapMb: 32 } });
    expect(JSON.parse(answer.body)).toEqual({ length: 4_000_000, small: true });
  });
});
