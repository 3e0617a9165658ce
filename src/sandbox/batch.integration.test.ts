import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { startSandbox, type Conversation, type TestSandbox } from '../../tests/support/start-sandbox.ts';

/** Invocations that arrive together share an entry into their isolate; what each comes to is its own all the same. */
let sandbox: TestSandbox;
beforeAll(async () => {
  sandbox = await startSandbox();
});
afterAll(() => sandbox.dispose());

const size = 12;
const odd = 5;

/** A function whose invocation `odd` of a batch runs `body`; the others log and return their number. */
async function runBatch(
  body: string,
  options: { declarations?: string; cpuMs?: number } = {},
): Promise<Conversation[]> {
  const code = `${options.declarations ?? ''}
async function handler(request) {
  const index = +/n=(\\d+)/.exec(request.url)[1];
  if (index === ${odd}) {
    ${body}
  }
  console.log(index);
  return index;
}`;
  const deployment = sandbox.deploy(code, { limits: { cpuMs: options.cpuMs ?? 100 } });
  await warmUp(deployment);
  return together(deployment);
}

/** A function's first invocations have entries of their own. */
async function warmUp(deployment: number): Promise<void> {
  for (let count = 0; count < 10; count++) await sandbox.invoke(deployment, { url: 'http://h/?n=100' });
}

function together(deployment: number): Promise<Conversation[]> {
  const requests = Array.from({ length: size }, (_, index) => ({ url: `http://h/?n=${index}` }));
  const running = sandbox.dispatchTogether(deployment, requests);
  return Promise.all(running.map((invocation) => sandbox.finished(invocation)));
}

function expectTheOthersFine(batch: Conversation[]): void {
  for (const [index, { status, body, logs, failure }] of batch.entries()) {
    if (index !== odd) expect({ status, body, logs, failure }).toEqual(fine(index));
  }
}

const fine = (index: number) => ({ status: 200, body: String(index), logs: [String(index)], failure: null });

describe('in a batch', () => {
  it('each invocation has its own answer and logs', async () => {
    const batch = await runBatch('');
    expect(batch.map(({ status, body, logs, failure }) => ({ status, body, logs, failure }))).toEqual(
      Array.from({ length: size }, (_, index) => fine(index)),
    );
  });

  it.each([
    ['a loop', 'for (;;);'],
    ['a loop after an await', 'await null; for (;;);'],
    ['a microtask chain', 'for (;;) await 0;'],
    ['a loop nobody waits for', 'Promise.resolve().then(() => { for (;;); }); return 1;'],
  ])('%s ends its own invocation alone, in its own code', async (_, body) => {
    const batch = await runBatch(body);
    expectTheOthersFine(batch);
    const { failure, status, usage } = batch[odd]!;
    expect(failure).toMatchObject({ code: 'CPU_LIMIT', limit: { allowed: 100 } });
    expect(failure?.stack ?? 'main.js:5:').toMatch(/main\.js:[25]:/);
    expect(status).toBeUndefined();
    expect(usage.cpuMs).toBeGreaterThan(20);
    for (const other of batch) if (other !== batch[odd]) expect(other.usage.cpuMs).toBeLessThan(20);
  });

  it('work is charged to whoever did it', async () => {
    const batch = await runBatch('let sum = 0; for (let i = 0; i < 1e8; i++) sum += Math.sqrt(i);', {
      cpuMs: 10_000,
    });
    const others = batch.filter((_, index) => index !== odd).map(({ usage }) => usage.cpuMs);
    expect(batch[odd]!.usage.cpuMs).toBeGreaterThan(3 * Math.max(...others));
  });

  it('too much heap ends its own invocation; those after it get a new isolate', async () => {
    const grow = 'const kept = []; for (;;) kept.push({ index, more: [1, 2, 3] });';
    const batch = await runBatch(grow, { cpuMs: 20_000 });
    expectTheOthersFine(batch);
    expect(batch[odd]!.failure?.code).toBe('HEAP_LIMIT');
  });

  it('an exception is its own', async () => {
    const batch = await runBatch(`throw new RangeError('odd');`);
    expectTheOthersFine(batch);
    expect(batch[odd]!.failure).toMatchObject({ code: 'THROWN', name: 'RangeError', message: 'odd' });
  });

  it('a rejection nobody handles is logged once, and from then on where it belongs', async () => {
    const code = `async function handler(request) {
      if (request.query.n === '${odd}') Promise.reject(new Error('floating'));
      return 1;
    }`;
    const deployment = sandbox.deploy(code);
    await warmUp(deployment);
    const first = await together(deployment);
    expect(first.every(({ failure, body }) => failure === null && body === '1')).toBe(true);
    expect(first.flatMap(({ logs }) => logs).join()).toMatch(/^Uncaught \(in promise\) Error: floating/);
    const second = await together(deployment);
    expect(second.map(({ logs }) => logs.length)).toEqual(
      Array.from({ length: size }, (_, index) => (index === odd ? 1 : 0)),
    );
  });

  it('poisoned prototypes change nothing for the others', async () => {
    const poison = `const poisoned = () => { throw new Error('poison'); };
      Promise.prototype.then = poisoned;
      String.prototype.indexOf = String.prototype.slice = String.prototype.split = poisoned;
      Object.defineProperty(Object.prototype, 'then', { get: () => undefined, configurable: true });
      JSON.parse = JSON.stringify = poisoned;`;
    expectTheOthersFine(await runBatch(poison));
  });

  it('a response that is streamed, and one that waits, take their time', async () => {
    const code = `export default { async fetch(request) {
      const index = +new URL(request.url).searchParams.get('n');
      if (index === 3) return new Response(new ReadableStream({
        async start(c) {
          for (const text of ['a', 'b']) {
            c.enqueue(new TextEncoder().encode(text));
            await new Promise((done) => setTimeout(done, 2));
          }
          c.close();
        },
      }));
      if (index === ${odd}) await new Promise((done) => setTimeout(done, 2));
      return new Response(await request.text() + index);
    } };`;
    const deployment = sandbox.deploy(code);
    await warmUp(deployment);
    const batch = await together(deployment);
    const bodies = Array.from({ length: size }, (_, index) => (index === 3 ? 'ab' : String(index)));
    expect(batch.map(({ body, failure }) => ({ body, failure }))).toEqual(
      bodies.map((body) => ({ body, failure: null })),
    );
  });

  it('bodies stay with their requests, read as text, JSON or bytes', async () => {
    const code = `function handler(request) {
      const index = +request.query.n;
      if (index % 3 === 0) return request.text();
      return index % 3 === 1 ? request.json().text : new Response(request.bytes());
    }`;
    const deployment = sandbox.deploy(code);
    for (let count = 0; count < 10; count++) await sandbox.invoke(deployment, { url: 'http://h/?n=0', body: 'x' });
    const texts = Array.from({ length: size }, (_, index) => `größe ${index} ${'x'.repeat(index * 500)}`);
    const running = sandbox.dispatchTogether(
      deployment,
      texts.map((text, index) => ({
        method: 'POST',
        url: `http://h/?n=${index}`,
        body: index % 3 === 1 ? JSON.stringify({ text }) : text,
      })),
    );
    const batch = await Promise.all(running.map((invocation) => sandbox.finished(invocation)));
    expect(batch.map(({ body }, index) => (index % 3 === 2 ? body : (JSON.parse(body) as string)))).toEqual(texts);
  });
});
