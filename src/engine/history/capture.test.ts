import { expect, it } from 'vitest';

import type { Invocation } from '../../contract/invocation.ts';
import { createMask } from '../secrets/mask.ts';
import { BodyCapture, maxKeptBytes } from './body-capture.ts';
import { createCaptureMemory, type CaptureMemory } from './capture-memory.ts';
import { createKeepRate } from './keep-rate.ts';
import { packCalls } from './pack-calls.ts';

const memory = (maxBytes = 10_000_000): CaptureMemory => createCaptureMemory({ maxBytes, bytesPerSecond: 0 });

it('keeps the beginning of a body, and gives its memory back', () => {
  const shared = memory();
  const body = new BodyCapture(shared);
  for (let chunk = 0; chunk < 20; chunk++) body.add(new Uint8Array(100_000).fill(chunk));
  expect(body).toMatchObject({ bytes: 2_000_000, keptBytes: maxKeptBytes, isComplete: false });
  expect(body.join()[1_000_000]).toBe(10);
  expect(shared.usedBytes).toBe(maxKeptBytes);
  body.release();
  body.release();
  expect(shared.usedBytes).toBe(0);
});

it('keeps of bytes that do not stay what they were, in memory of its own', () => {
  const shared = memory();
  const [body, piece] = [new BodyCapture(shared), Buffer.from('abc')];
  body.addCopy(piece);
  piece.fill('x');
  const kept = body.join();
  expect(Buffer.from(kept).toString()).toBe('abc');
  body.release();
  expect([kept.byteLength, piece.byteLength]).toEqual([0, 3]);
});

it('keeps no bodies past the memory all of them share', () => {
  const shared = memory(10);
  const [first, second] = [new BodyCapture(shared), new BodyCapture(shared)];
  first.add(new Uint8Array(8));
  second.add(new Uint8Array(8));
  second.add(new Uint8Array(1));
  expect(first.isComplete).toBe(true);
  expect(second).toMatchObject({ bytes: 9, keptBytes: 2, isComplete: false });
});

it('keeps of large bodies the beginnings alone when there are too many', () => {
  let nowMs = 0;
  const shared = createCaptureMemory({ maxBytes: 3_000_000, bytesPerSecond: 1_000_000 }, () => nowMs);
  const keep = (): number => {
    const body = new BodyCapture(shared);
    for (let chunk = 0; chunk < 16; chunk++) body.add(new Uint8Array(65_536));
    body.release();
    return body.keptBytes;
  };
  expect([keep(), keep(), keep(), keep()]).toEqual([1_048_576, 1_048_576, 902_848, 65_536]);
  nowMs = 1_100;
  expect(keep()).toBe(1_048_576);
});

it('leaves no beginning of a secret at the end of a body that was cut', () => {
  const shared = memory(12);
  const body = new BodyCapture(shared);
  body.add(Buffer.from('abcd secret-value'));
  const { rows } = packCalls([
    {
      invocation: { logs: [], path: '/', failure: null } as unknown as Invocation,
      versionNumber: null,
      environment: null,
      replayOf: null,
      request: { headers: [], body },
      response: { headers: [], body: new BodyCapture(shared) },
      fetches: [],
      fetchesDropped: 0,
      linesCounted: false,
      timing: { dispatchedMs: 0, coldStartMs: 0, headMs: 0, bodyMs: 0, endMs: 0 },
      mask: createMask(['secret-value']),
    },
  ]);
  expect(Buffer.from(rows[0]?.requestBody ?? []).toString()).not.toMatch(/secr/);
});

it('keeps a burst, then so many a second, and failures longest', () => {
  let time = 0;
  const rate = createKeepRate(() => time);
  const ask = (count: number, matters = false): number =>
    Array.from({ length: count }, () => rate.allows(matters)).filter(Boolean).length;
  expect(ask(10_000)).toBe(4_001);
  expect(ask(10_000, true)).toBe(999);
  time += 10_000;
  expect(ask(100_000)).toBe(4_001);
});
