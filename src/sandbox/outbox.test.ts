import { setImmediate as nextTurn } from 'node:timers/promises';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';

import type { FromSandbox } from '../protocol/messages.ts';
import { createOutbox } from './outbox.ts';

const clock = vi.spyOn(performance, 'now');
beforeEach(() => void clock.mockReturnValue(1000));
afterEach(() => void clock.mockReset());

const finished = (invocation: number): FromSandbox => ({
  type: 'finished',
  invocation,
  usage: { cpuMs: 0, heapBytes: 0 },
  failure: null,
});
const entering = (invocation: number | null): FromSandbox => ({ type: 'entering', invocation });

it('sends one array a turn, names a function once, and says when nobody runs any more', async () => {
  const send = vi.fn();
  const outbox = createOutbox(send);
  outbox.entering(1, 7);
  expect(send.mock.calls).toEqual([[[entering(1)]]]);
  outbox.post(finished(1));
  outbox.entering(2, 7);
  outbox.post(finished(2));
  expect(send).toHaveBeenCalledTimes(1);
  await nextTurn();
  expect(send.mock.calls[1]).toEqual([[finished(1), finished(2), entering(null)]]);
});

it('announces another function before it runs, with what was pending', () => {
  const send = vi.fn();
  const outbox = createOutbox(send);
  outbox.entering(1, 7);
  outbox.post(finished(1));
  outbox.entering(2, 8);
  expect(send.mock.calls[1]).toEqual([[finished(1), entering(2)]]);
});

it('does not hold answers back behind slow invocations of the same function', () => {
  const send = vi.fn();
  const outbox = createOutbox(send);
  outbox.entering(1, 7);
  outbox.post(finished(1));
  clock.mockReturnValue(1010);
  outbox.entering(2, 7);
  expect(send.mock.calls[1]).toEqual([[finished(1), entering(2)]]);
});

it('repeats nothing while one invocation goes on', () => {
  const send = vi.fn();
  const outbox = createOutbox(send);
  outbox.entering(1, 7);
  outbox.entering(1, 7);
  expect(send).toHaveBeenCalledTimes(1);
});

it('tells of an invocation that goes on later, once', async () => {
  const send = vi.fn();
  const outbox = createOutbox(send);
  outbox.entering(1, 7);
  outbox.suspended(1);
  outbox.entering(2, 7);
  outbox.suspended(2);
  outbox.entering(3, 7);
  outbox.post(finished(3));
  await nextTurn();
  expect(send.mock.calls[1]).toEqual([[entering(2), finished(3), entering(null)]]);
});
