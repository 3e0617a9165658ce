import { afterEach, beforeEach, expect, it, vi } from 'vitest';

import type { BlankIsolate } from './blank-isolate.ts';
import { createBlankIsolates } from './blank-isolates.ts';

beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'performance'] }));
afterEach(() => void vi.useRealTimers());

function start() {
  const made: number[] = [];
  const make = (heapMb: number) => {
    made.push(heapMb);
    return { heapMb } as unknown as BlankIsolate;
  };
  return { made, blanks: createBlankIsolates({ make, heapMb: 128 }) };
}

it('keeps two ready, made one at a time once it is quiet', () => {
  const { made } = start();
  vi.advanceTimersByTime(20);
  expect(made).toEqual([128]);
  vi.advanceTimersByTime(20);
  expect(made).toEqual([128, 128]);
  vi.advanceTimersByTime(5_000);
  expect(made).toEqual([128, 128]);
});

it('gives what is ready, and makes up for it later', () => {
  const { made, blanks } = start();
  vi.advanceTimersByTime(100);
  blanks.take(128);
  expect(made).toHaveLength(2);
  vi.advanceTimersByTime(20);
  expect(made).toHaveLength(3);
});

it('makes one at once where none is ready or another heap limit is asked for', () => {
  const { made, blanks } = start();
  blanks.take(128);
  vi.advanceTimersByTime(100);
  blanks.take(64);
  expect(made).toEqual([128, 128, 128, 64]);
});

it('waits while there is something to do, but not for ever', () => {
  const { made, blanks } = start();
  for (let ms = 0; ms < 900; ms += 10) {
    blanks.noteActivity();
    vi.advanceTimersByTime(10);
  }
  expect(made).toEqual([]);
  for (let ms = 0; ms < 300; ms += 10) {
    blanks.noteActivity();
    vi.advanceTimersByTime(10);
  }
  expect(made).toEqual([128]);
});
