import { expect, it } from 'vitest';

import { createLiveValue } from './live-value.ts';

it('streams the value now and then the latest change', async () => {
  const live = createLiveValue(1);
  const stream = live.watch();
  expect(await stream.next()).toEqual({ done: false, value: 1 });
  live.set(2);
  live.set(3);
  expect(await stream.next()).toEqual({ done: false, value: 3 });
  const next = stream.next();
  live.set(4);
  expect(await next).toEqual({ done: false, value: 4 });
});

it('ends a waiting stream when its signal aborts', async () => {
  const abort = new AbortController();
  const stream = createLiveValue('a').watch(abort.signal);
  await stream.next();
  const next = stream.next();
  abort.abort();
  expect(await next).toEqual({ done: true, value: undefined });
});

it('stops telling a listener that left', () => {
  const live = createLiveValue(1);
  const heard: number[] = [];
  const stop = live.listen((value) => heard.push(value));
  live.set(2);
  stop();
  live.set(3);
  expect(heard).toEqual([2]);
});
