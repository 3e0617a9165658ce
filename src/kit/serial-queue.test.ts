import { expect, it } from 'vitest';

import { createSerialQueue } from './serial-queue.ts';

it('runs tasks one after the other, whatever becomes of each', async () => {
  const run = createSerialQueue();
  const events: string[] = [];
  const task = (name: string, fails: boolean) => async (): Promise<string> => {
    events.push(`${name} begins`);
    await Promise.resolve();
    events.push(`${name} ends`);
    if (fails) throw new Error(name);
    return name;
  };
  const results = await Promise.allSettled([run(task('a', false)), run(task('b', true)), run(task('c', false))]);
  expect(events).toEqual(['a begins', 'a ends', 'b begins', 'b ends', 'c begins', 'c ends']);
  expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
});
