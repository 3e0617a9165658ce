import { describe, expect, it } from 'vitest';

import type { BodyMessage } from '../../protocol/messages.ts';
import { BodyIntake } from './body-intake.ts';
import { BodyPump } from './body-pump.ts';
import { isBodySource, limitBody, type BodySource } from './body-source.ts';
import { gatherBody } from './gather-body.ts';

/** Gives these pieces; an Error among them breaks it off. */
function sourceOf(...pieces: (Uint8Array | Error)[]): BodySource & { cancelled: boolean; reads: number } {
  return {
    cancelled: false,
    reads: 0,
    async read() {
      this.reads += 1;
      const piece = pieces.shift() ?? null;
      if (piece instanceof Error) throw piece;
      return piece;
    },
    cancel() {
      this.cancelled = true;
    },
  };
}

const bytes = (length: number): Uint8Array => new Uint8Array(length);

function pumpOf(source: BodySource): { pump: BodyPump; sent: BodyMessage[]; over: Promise<void> } {
  const sent: BodyMessage[] = [];
  const explain = (error: unknown): string => (error as Error).message;
  const pump = new BodyPump({ invocation: 1, stream: 2, source, send: (message) => sent.push(message), explain });
  return { pump, sent, over: pump.run() };
}

describe('a pump', () => {
  it('touches nothing before it is asked, then sends no more than that, in pieces of 64 KB', async () => {
    const source = sourceOf(bytes(100_000), bytes(1));
    const { pump, sent, over } = pumpOf(source);
    expect(source.reads).toBe(0);
    pump.pull(1);
    await expect.poll(() => sent.length).toBe(1);
    pump.pull(2);
    await expect.poll(() => sent.length).toBe(3);
    pump.pull(1);
    await over;
    expect(sent.map((message) => ('chunk' in message ? message.chunk.byteLength : message.type))).toEqual([
      65_536,
      34_464,
      1,
      'bodyEnd',
    ]);
  });

  it('tells the reader why a body broke off', async () => {
    const { pump, sent, over } = pumpOf(sourceOf(bytes(1), new Error('gone')));
    pump.pull(8);
    await over;
    expect(sent.at(-1)).toEqual({ type: 'bodyEnd', invocation: 1, stream: 2, error: 'gone' });
  });

  it('lets its source go when nobody wants more', async () => {
    const source = sourceOf(bytes(1));
    const { pump, sent, over } = pumpOf(source);
    pump.stop();
    await over;
    expect([source.cancelled, sent]).toEqual([true, []]);
  });
});

describe('an intake', () => {
  const told: string[] = [];
  const open = (): BodyIntake => {
    told.length = 0;
    return new BodyIntake({ pull: (count) => told.push(`pull ${count}`), cancel: () => told.push('cancel') });
  };

  it('keeps what comes until it is read, and asks for as much again', async () => {
    const intake = open();
    intake.push(bytes(1));
    const waiting = [intake.read(), undefined];
    expect(await waiting[0]).toHaveLength(1);
    const next = intake.read();
    intake.push(bytes(2));
    expect(await next).toHaveLength(2);
    intake.end(null);
    expect([await intake.read(), told]).toEqual([null, ['pull 1', 'pull 1']]);
  });

  it('refuses more than the window', () => {
    const intake = open();
    const taken = Array.from({ length: 9 }, () => intake.push(bytes(1)));
    expect(taken).toEqual([true, true, true, true, true, true, true, true, false]);
  });

  it('breaks off where its sender says, and tells it when nobody reads', async () => {
    const broken = open();
    broken.end('no more');
    await expect(broken.read()).rejects.toThrow('no more');
    const left = open();
    left.cancel();
    expect(told).toEqual(['cancel']);
    await expect(left.read()).rejects.toThrow('nobody reads');
  });
});

describe('gathering', () => {
  it('gives a small body whole', async () => {
    expect(await gatherBody(sourceOf(bytes(3), bytes(4)), 1_000)).toHaveLength(7);
  });

  it.each([
    ['a large one', sourceOf(bytes(70_000), bytes(1)), [70_000, 1, null]],
    ['one that breaks off', sourceOf(bytes(5), new Error('gone')), [5, 'gone']],
  ])('gives %s as it comes, nothing lost', async (_, source, wanted) => {
    const body = await gatherBody(source, 1_000);
    if (!isBodySource(body)) throw new Error('it is whole');
    const seen: (number | string | null)[] = [];
    for (let index = 0; index < wanted.length; index++) {
      seen.push(
        await body.read().then(
          (chunk) => chunk && chunk.byteLength,
          (error: Error) => error.message,
        ),
      );
    }
    expect(seen).toEqual(wanted);
  });

  it('does not wait longer than it should', async () => {
    const { promise, resolve } = Promise.withResolvers<Uint8Array>();
    const body = await gatherBody({ read: () => promise, cancel: () => undefined }, 1);
    if (!isBodySource(body)) throw new Error('it is whole');
    resolve(bytes(2));
    expect(await body.read()).toHaveLength(2);
  });
});

it('a limited body breaks off at its limit, and its source is let go', async () => {
  const source = sourceOf(bytes(5), bytes(6));
  const limited = limitBody(source, 10, () => new Error('too large'));
  expect(await limited.read()).toHaveLength(5);
  await expect(limited.read()).rejects.toThrow('too large');
  expect(source.cancelled).toBe(true);
});
