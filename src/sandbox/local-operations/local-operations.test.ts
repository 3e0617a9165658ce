import { gunzipSync } from 'node:zlib';

import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';

import type { LocalAnswer } from './answer.ts';
import { createLocalOperations } from './local-operations.ts';

const local = createLocalOperations();
const owner = {};
afterEach(() => local.release(owner));

interface Answer {
  ok: boolean;
  name?: string;
  message?: string;
  bytes?: { at: number; length: number };
  more?: boolean;
}

const read = ({ text }: LocalAnswer): Answer => JSON.parse(text) as Answer;
const digest = (length: number) =>
  local.perform(
    { name: 'crypto', call: ['digest', { name: 'SHA-1' }, { at: 0, length }] },
    new ArrayBuffer(length),
    owner,
  );

describe('what an isolate asks for', () => {
  it('is answered with data, and bytes beside it', async () => {
    const { text, body, cpuMs } = await digest(0);
    expect(JSON.parse(text)).toEqual({ ok: true, bytes: { at: 0, length: 20 } });
    expect(Buffer.from(body!).toString('hex')).toBe('da39a3ee5e6b4b0d3255bfef95601890afd80709');
    expect(cpuMs).toBeGreaterThanOrEqual(0);
  });

  it('is refused, and never throws, whatever it is', async () => {
    const names = ['digest', 'sign', 'generateKey', 'importKey', 'unwrapKey', 'constructor', '__proto__', 'toString'];
    const call = fc.oneof(
      fc.jsonValue(),
      fc.tuple(fc.constantFrom(...names), fc.jsonValue(), fc.jsonValue(), fc.jsonValue()),
    );
    const zlib = fc.record({ codec: fc.jsonValue(), step: fc.jsonValue(), format: fc.constantFrom(...names) });
    await fc.assert(
      fc.asyncProperty(call, zlib, async (anyCall, anyStep) => {
        const cryptography = read(await local.perform({ name: 'crypto', call: anyCall }, undefined, owner));
        const compression = read(await local.perform({ ...anyStep, name: 'zlib', first: true }, undefined, owner));
        expect([cryptography.ok, compression.ok]).toEqual([false, false]);
      }),
      { numRuns: 300 },
    );
  });

  it('tells nothing of this program when it goes wrong', async () => {
    const answer = read(await local.perform({ name: 'crypto', call: 7 }, undefined, owner));
    expect(answer).toEqual({ ok: false, name: 'OperationError', message: 'The operation failed' });
  });

  it('cannot refer to bytes outside of its own', async () => {
    const call = ['digest', { name: 'SHA-1' }, { at: 4, length: 8 }];
    expect(read(await local.perform({ name: 'crypto', call }, new ArrayBuffer(8), owner)).ok).toBe(false);
  });
});

describe('the queue', () => {
  it('holds 64 MB and no more', async () => {
    const answers = await Promise.all(Array.from({ length: 6 }, () => digest(20_000_000)));
    // Two are begun at once, and three fit in what may wait.
    expect(answers.map((answer) => read(answer).ok)).toEqual([true, true, true, true, true, false]);
    expect(read(answers[5]!)).toMatchObject({ name: 'OperationError', message: 'Too much work is waiting already' });
  });

  it('forgets what an owner has waiting, and has room again', async () => {
    const answered: boolean[] = [];
    const all = Array.from({ length: 5 }, () => digest(20_000_000).then(() => answered.push(true)));
    local.release(owner);
    await Promise.all(all.slice(0, 2));
    expect(read(await digest(60_000_000)).ok).toBe(true);
    expect(answered).toHaveLength(2);
  });
});

describe('compression', () => {
  it('gives large output in pieces', async () => {
    const step = (values: object, body?: ArrayBuffer) =>
      local.perform({ name: 'zlib', codec: 1, format: 'gzip', decompress: false, ...values }, body, owner);
    const input = crypto.getRandomValues(new Uint8Array(65_536));
    const pieces: Buffer[] = [];
    const keep = (answer: LocalAnswer): Answer => {
      pieces.push(Buffer.from(answer.body ?? new ArrayBuffer(0)));
      return read(answer);
    };
    for (let index = 0; index < 8; index++) {
      keep(await step({ step: 'write', first: index === 0, bytes: { at: 0, length: 65_536 } }, input.buffer));
    }
    let { more } = keep(await step({ step: 'end' }));
    while (more === true) ({ more } = keep(await step({ step: 'more' })));
    expect(Math.max(...pieces.map(({ length }) => length))).toBeLessThanOrEqual(300_000);
    expect(gunzipSync(Buffer.concat(pieces))).toHaveLength(8 * 65_536);
  });

  it('of a stream that is not open is refused', async () => {
    const values = { name: 'zlib', codec: 99, format: 'gzip', decompress: false, step: 'more' };
    expect(read(await local.perform(values, undefined, owner))).toMatchObject({ ok: false, name: 'TypeError' });
  });
});
