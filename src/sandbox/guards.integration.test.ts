import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { startSandbox, type TestSandbox } from '../../tests/support/start-sandbox.ts';

let sandbox: TestSandbox;
beforeAll(async () => {
  sandbox = await startSandbox();
});
afterAll(() => sandbox.dispose());

describe('what would hang in native code', () => {
  it.each([
    'Array.prototype.indexOf.call({ length: 2 ** 53 - 1 }, 1)',
    'Array.prototype.includes.call({ length: 2 ** 53 - 1 }, 1)',
    'Array.prototype.join.call({ length: 2 ** 53 - 1 })',
    'Array.prototype.fill.call({ length: 2 ** 53 - 1 }, 1)',
    'Array.prototype.copyWithin.call({ length: 2 ** 53 - 1 }, 1, 0)',
    'new Array(2 ** 32 - 1).fill(1)',
    'new Array(2 ** 32 - 1).reverse()',
    'String(new Array(2 ** 32 - 1))',
    '"é".repeat(3e7).normalize("NFKD")',
    '"a".repeat(3e7).localeCompare("b".repeat(3e7))',
    'decodeURIComponent("%41".repeat(1e7))',
    'JSON.parse("[".repeat(2e7))',
    'new ArrayBuffer(1, { maxByteLength: 4e9 })',
    'new ArrayBuffer(1).constructor === ArrayBuffer && new (new ArrayBuffer(1).constructor)(1, { maxByteLength: 4e9 })',
    'new SharedArrayBuffer(1, { maxByteLength: 4e9 })',
  ])('is refused with an error: %s', async (expression) => {
    const code = `function handler() { try { ${expression}; return 'done'; } catch (error) { return error.name; } }`;
    const answer = await sandbox.run(code, { limits: { cpuMs: 1000 } });
    expect(answer).toMatchObject({ body: '"RangeError"', failure: null });
  });

  it.each(['wait', 'waitAsync'])('refuses Atomics.%s', async (name) => {
    const code = `function handler() { Atomics.${name}(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1); }`;
    expect((await sandbox.run(code)).failure).toMatchObject({ code: 'THROWN', name: 'TypeError' });
  });
});

describe('guarded built-ins', () => {
  it('look like the originals', async () => {
    const code = `function handler() {
      const { indexOf } = Array.prototype;
      class Sub extends ArrayBuffer {}
      return [
        indexOf.name, indexOf.length, String(indexOf), String(ArrayBuffer), 'prototype' in indexOf,
        JSON.stringify(Object.getOwnPropertyDescriptor(Array.prototype, 'indexOf')),
        new ArrayBuffer(8) instanceof ArrayBuffer, new ArrayBuffer(8).constructor === ArrayBuffer,
        new Sub(4).byteLength, new Sub(4) instanceof Sub, ArrayBuffer.isView(new Uint8Array(1)),
        new ArrayBuffer(8, { maxByteLength: 16 }).maxByteLength, String(Function.prototype.toString),
        [3, 1, 2].sort().join('-'), JSON.parse('{"a":[1]}', (key, value) => value === 1 ? 2 : value).a[0],
      ];
    }`;
    const { body } = await sandbox.run(code);
    const native = (name: string) => `function ${name}() { [native code] }`;
    const attributes = '{"writable":true,"enumerable":false,"configurable":true}';
    const texts = ['indexOf', 1, native('indexOf'), native('ArrayBuffer'), false, attributes];
    const behaviour = [true, true, 4, true, true, 16, native('toString'), '1-2-3', 2];
    expect(JSON.parse(body)).toEqual([...texts, ...behaviour]);
  });

  it('still compile WebAssembly', async () => {
    const code = `const bytes = Uint8Array.of(0, 97, 115, 109, 1, 0, 0, 0, 1, 7, 1, 96, 2, 127, 127, 1, 127, 3, 2, 1, 0,
        7, 7, 1, 3, 97, 100, 100, 0, 0, 10, 9, 1, 7, 0, 32, 0, 32, 1, 106, 11);
      async function handler() {
        const { instance, module } = await WebAssembly.instantiate(bytes);
        const again = await WebAssembly.instantiate(await WebAssembly.compile(bytes));
        const broken = await WebAssembly.compile(new Uint8Array(3)).catch((error) => error.name);
        return [instance.exports.add(1, 2), again.exports.add(3, 4), module instanceof WebAssembly.Module, broken];
      }`;
    expect((await sandbox.run(code)).body).toBe('[3,7,true,"CompileError"]');
  });

  it('never run clean-up callbacks', async () => {
    const code = `function handler() {
      const registry = new FinalizationRegistry(() => { for (;;); });
      for (let i = 0; i < 1000; i++) registry.register({ i }, i);
      return registry.unregister({});
    }`;
    expect((await sandbox.run(code)).body).toBe('false');
  });
});
