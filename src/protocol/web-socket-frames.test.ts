import { expect, it } from 'vitest';

import { decodeClose, encodeClose, encodeFrame, frameKinds, FrameReader } from './web-socket-frames.ts';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

it.each([1, 2, 5, 7, 1_000])('frames come out as they went in, in pieces of %i bytes', (size) => {
  const whole = Buffer.concat([
    encodeFrame(frameKinds.text, bytes('first')),
    encodeFrame(frameKinds.binary, bytes('')),
    encodeFrame(frameKinds.binary, bytes('x'.repeat(300))),
  ]);
  const frames: [number, string][] = [];
  const reader = new FrameReader((kind, payload) => frames.push([kind, Buffer.from(payload).toString()]));
  for (let at = 0; at < whole.length; at += size) reader.push(whole.subarray(at, at + size));
  expect(frames).toEqual([
    [1, 'first'],
    [2, ''],
    [2, 'x'.repeat(300)],
  ]);
});

it('a close frame carries code, reason and how it came', () => {
  const frame = encodeClose({ code: 4_321, reason: bytes('bye'), wasClean: true, failed: false });
  let seen: ReturnType<typeof decodeClose> | undefined;
  new FrameReader((_, payload) => (seen = decodeClose(payload))).push(frame);
  expect(seen).toMatchObject({ code: 4_321, wasClean: true, failed: false });
  expect(Buffer.from(seen!.reason).toString()).toBe('bye');
});

it('refuses a frame that is longer than any may be', () => {
  const reader = new FrameReader(() => undefined);
  expect(() => reader.push(new Uint8Array([1, 255, 255, 255, 255]))).toThrow(RangeError);
});
