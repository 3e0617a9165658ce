import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { startSandbox, type TestSandbox } from '../../tests/support/start-sandbox.ts';

let sandbox: TestSandbox;
beforeAll(async () => {
  sandbox = await startSandbox();
});
afterAll(() => sandbox.dispose());

describe('what the sandbox has so that isolates need not', () => {
  it.each([
    ['big5', [0xa7, 0x41], '你'],
    ['shift_jis', [0x93, 0xfa], '日'],
    ['gb18030', [0x81, 0x30, 0x81, 0x30], '\u0080'],
    ['euc-kr', [0xc7, 0xd1], '한'],
  ])('the tables of %s', async (label, bytes, expected) => {
    const code = `function handler() { return new TextDecoder('${label}').decode(new Uint8Array([${bytes.join()}])); }`;
    expect((await sandbox.run(code)).body).toBe(JSON.stringify(expected));
  });

  it('Unicode domains', async () => {
    const { body } = await sandbox.run(`function handler() { return new URL('http://bücher.example/').hostname; }`);
    expect(body).toBe('"xn--bcher-kva.example"');
  });
});
