import { afterAll, beforeAll, expect, it } from 'vitest';

import type { InvokeResult } from '../../src/contract/invocation.ts';
import { startEngine, type TestEngine } from '../support/start-engine.ts';

const secret = 'canary-5f81e0c2';
let engine: TestEngine;
beforeAll(async () => {
  engine = await startEngine({ secrets: { API_KEY: secret } });
});
afterAll(() => engine.dispose());

async function invoke(name: string, code: string, more: object = {}): Promise<InvokeResult> {
  await engine.deploy({ name, code, language: 'typescript', ...more });
  return (await engine.send('POST', `/api/functions/${name}/invoke`, {})).body as InvokeResult;
}

it('the values of a console call reach the caller as a tree, with stacks in the person’s own files', async () => {
  const { logs } = await invoke(
    'tree',
    `type Cart = { items: string[] };
export default { fetch() {
  const cart: Cart = { items: ['tea'] };
  console.group('checkout');
  console.warn('cart', cart, new Error('sold out'));
  console.groupEnd();
  console.table([{ a: 1 }]);
  return new Response('ok');
} };`,
  );
  expect(logs).toMatchObject([
    { level: 'log', text: 'checkout', form: 'group' },
    {
      level: 'warn',
      group: 1,
      text: expect.stringMatching(/^ {2}cart \{ items: \[ 'tea' \] \} Error: sold out\n/),
      values: [
        { kind: 'string', text: 'cart' },
        { kind: 'object', members: [{ key: 'items', value: { kind: 'array', size: 1 } }] },
        { kind: 'error', text: 'sold out', stack: expect.stringContaining('functions/tree/index.ts:5:') },
      ],
    },
    { form: 'table', text: expect.stringContaining('│ (index) │ a │'), values: [{ kind: 'array' }] },
  ]);
  expect(logs[0]).not.toHaveProperty('values');
});

it('secrets are taken out of the values, too', async () => {
  const { logs } = await invoke(
    'masked',
    `export default { fetch(_: Request, env: any) {
      const key = env.API_KEY;
      console.log({ key, [key]: new Map([[key, [key]]]), error: new Error(key), url: new URL('http://h/?k=' + key), f: { [key]() {} } });
      return new Response('ok');
    } };`,
    { secrets: ['API_KEY'] },
  );
  expect(logs[0]!.values![0]!.members).toHaveLength(5);
  expect(JSON.stringify(logs)).not.toContain(secret);
  expect(JSON.stringify(logs[0]!.values).match(/••••••/g)!.length).toBeGreaterThan(8);
});

it('a flood of large values keeps the texts and is bounded', async () => {
  const { logs, logsDropped } = await invoke(
    'flood',
    `export default { fetch() {
      const big = Array.from({ length: 90 }, (_, i) => ({ i, text: 'x'.repeat(60) }));
      for (let i = 0; i < 200; i++) console.log(i, big.slice(0, 40));
      return new Response('ok');
    } };`,
    { limits: { cpuMs: 5_000 } },
  );
  expect(logs.length + logsDropped).toBe(200);
  const sizes = logs.map(({ values }) => (values === undefined ? 0 : JSON.stringify(values).length));
  expect(sizes[0]).toBeGreaterThan(1_000);
  expect(sizes.at(-1)).toBe(0);
  expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThan(300_000);
});

it.each([
  ['ownKeys', `new Proxy({}, { ownKeys() { for (;;); } })`],
  ['getPrototypeOf', `new Proxy({}, { getPrototypeOf() { for (;;); } })`],
  ['descriptor', `new Proxy({ a: 1 }, { getOwnPropertyDescriptor() { for (;;); } })`],
  ['stack-maker', `(Error.prepareStackTrace = () => { for (;;); }, new Error('x'))`],
])('a value that never lets itself be read (%s) costs its function the CPU limit', async (name, value) => {
  const { error } = await invoke(
    `hostile-${name.toLowerCase()}`,
    `export default { fetch() { console.log(${value}); return new Response('ok'); } };`,
    {
      limits: { cpuMs: 100 },
    },
  );
  expect(error?.code).toBe('CPU_LIMIT');
});
