import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import type { InvokeResult } from '../../src/contract/invocation.ts';
import { startEngine, type TestEngine } from '../support/start-engine.ts';

let engine: TestEngine;
beforeAll(async () => {
  engine = await startEngine();
});
afterAll(() => engine.dispose());

async function invoke(name: string, code: string, limits: object = {}): Promise<InvokeResult> {
  await engine.deploy({ name, code, language: 'typescript', limits: { cpuMs: 1_000, ...limits } });
  return (await engine.send('POST', `/api/functions/${name}/invoke`, {})).body as InvokeResult;
}

describe('what a function throws', () => {
  it("reaches the studio with its cause chain, each in the person's own lines", async () => {
    const code = `interface Padding { a: string }
function read(): never {
  throw new RangeError('too far');
}
export default {
  fetch() {
    try {
      read();
    } catch (cause) {
      throw new TypeError('cannot answer', { cause });
    }
  },
};`;
    const { status, error } = await invoke('causes', code);
    expect(status).toBe(500);
    expect(error).toMatchObject({ code: 'THROWN', name: 'TypeError', message: 'cannot answer' });
    expect(error?.position).toMatchObject({ line: 10 });
    const [outer, inner] = error!.stack!.split('Caused by: ');
    expect(outer).toMatch(/^TypeError: cannot answer\n    at .*fetch \(functions\/causes\/index\.ts:10:13\)\n$/);
    expect(inner).toMatch(/^RangeError: too far\n    at read \(functions\/causes\/index\.ts:3:9\)\n/);
    expect(inner).toContain('functions/causes/index.ts:8:7');
    expect(error!.stack).not.toMatch(/nexo:|isolated-vm/);
  });

  it('names every error an AggregateError stands for', async () => {
    const code = `export default { fetch: () => Promise.any([
  Promise.reject(new RangeError('first')),
  Promise.reject('second'),
]) };`;
    const { error } = await invoke('aggregate', code);
    expect(error).toMatchObject({ name: 'AggregateError' });
    expect(error!.stack).toMatch(/Caused by: RangeError: first\n {4}at .*index\.ts:2:\d+\)?\nCaused by: second$/);
  });

  it.each([
    ['while it answers', `return new Response('fine');`],
    ['after the response', `ctx.waitUntil(new Promise((done) => setTimeout(done, 20))); return new Response('fine');`],
  ])('and nobody catches, %s, is logged with its lines and changes no answer', async (when, answer) => {
    const late = when !== 'while it answers';
    const reject = `Promise.reject(new Error('nobody listens'))`;
    const code = `export default {
  fetch(request: Request, env: unknown, ctx: { waitUntil(promise: Promise<unknown>): void }) {
    ${late ? `setTimeout(() => void ${reject}, 1);` : `void ${reject};`}
    ${answer}
  },
};`;
    const { status, body, error, logs } = await invoke(late ? 'rejects-late' : 'rejects', code);
    expect([status, body, error]).toEqual([200, 'fine', null]);
    expect(logs).toHaveLength(1);
    expect(logs[0]!.level).toBe('error');
    expect(logs[0]!.text).toMatch(/^Uncaught \(in promise\) Error: nobody listens\n    at .*index\.ts:3:\d+/);
  });

  it('in a timer or an event listener is reported, and fires the error event', async () => {
    const code = `addEventListener('error', (event: ErrorEvent) => console.log('heard', event.message, event.lineno > 0));
export default {
  async fetch() {
    const target = new EventTarget();
    target.addEventListener('x', () => { throw new Error('in a listener'); });
    target.dispatchEvent(new Event('x'));
    setTimeout(() => { throw new Error('in a timer'); }, 1);
    await new Promise((resolve) => setTimeout(resolve, 20));
    return new Response('fine');
  },
};`;
    const { body, logs } = await invoke('callbacks', code);
    expect(body).toBe('fine');
    const texts = logs.map(({ level, text }) => [level, text.split('\n')[0]]);
    expect(texts).toContainEqual(['error', 'Uncaught Error: in a listener']);
    expect(texts).toContainEqual(['error', 'Uncaught Error: in a timer']);
    expect(texts).toContainEqual(['log', 'heard Uncaught Error: in a listener true']);
    const timer = logs.find(({ text }) => text.startsWith('Uncaught Error: in a timer'));
    expect(timer?.text).toContain('functions/callbacks/index.ts:7:');
  });

  it('in waitUntil is reported after the response', async () => {
    const code = `export default { fetch(request: Request, env: unknown, ctx: any) {
  ctx.waitUntil((async () => { await null; throw new Error('too late'); })());
  return new Response('fine');
} };`;
    const { body, error, logs } = await invoke('wait-until', code);
    expect([body, error]).toEqual(['fine', null]);
    expect(logs).toMatchObject([
      { level: 'error', text: expect.stringContaining('waitUntil: Error: too late\n') as string },
    ]);
    expect(logs[0]!.text).toContain('functions/wait-until/index.ts:2:');
  });

  it.each([
    [
      'getters',
      `const error = new Error('x');
      for (const key of ['message', 'stack', 'name']) Object.defineProperty(error, key, { get() { for (;;); } });`,
    ],
    ['traps', `const error = new Proxy(new Error('x'), { get() { for (;;); }, getPrototypeOf() { for (;;); } });`],
    ['stack-maker', `Error.prepareStackTrace = () => { for (;;); }; const error = new Error('x');`],
  ])('and nobody can read, for its %s never return, costs its sandbox and nobody else', async (name, make) => {
    await engine.deploy({ name: `neighbour-of-${name}`, code: `function handler() { return 'fine'; }` });
    const code = `export default { fetch() { ${make} void Promise.reject(error); return new Response('fine'); } };`;
    const { error } = await invoke(`endless-${name}`, code, { cpuMs: 100 });
    expect(error).toMatchObject({
      code: 'CPU_LIMIT',
      message: expect.stringContaining('sandbox was replaced') as string,
    });
    expect(await (await engine.request(`/fn/neighbour-of-${name}`)).json()).toBe('fine');
  });
});
