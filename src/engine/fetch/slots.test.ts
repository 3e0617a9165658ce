import { expect, it } from 'vitest';

import { createSlots, NoSlotError } from './slots.ts';

const never = new AbortController().signal;

it('lets so many in, the others in order as slots come free, each once', async () => {
  const slots = createSlots({ max: 1, maxWaiting: 2 });
  const order: string[] = [];
  const first = await slots.take(never);
  const second = slots.take(never).then((release) => (order.push('second'), release));
  const third = slots.take(never).then((release) => (order.push('third'), release));
  first();
  first();
  const release = await second;
  expect(order).toEqual(['second']);
  release();
  (await third)();
  expect(order).toEqual(['second', 'third']);
});

it('turns away who would wait behind too many', async () => {
  const slots = createSlots({ max: 1, maxWaiting: 0 });
  await slots.take(never);
  await expect(slots.take(never)).rejects.toThrow(NoSlotError);
});

it('forgets who gave up waiting', async () => {
  const slots = createSlots({ max: 1, maxWaiting: 1 });
  const release = await slots.take(never);
  const impatient = new AbortController();
  const waiting = slots.take(impatient.signal);
  impatient.abort(new Error('enough'));
  await expect(waiting).rejects.toThrow('enough');
  const next = slots.take(never);
  release();
  (await next)();
  await expect(slots.take(AbortSignal.abort(new Error('late')))).rejects.toThrow('late');
});
