import { PassThrough } from 'node:stream';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { expect, it } from 'vitest';

import { createPipeReader } from './pipe-reader.ts';

it('takes as much as it was asked for, in whatever pieces it comes', async () => {
  const stream = new PassThrough();
  const taken: string[] = [];
  const reader = createPipeReader(stream, (bytes) => taken.push(Buffer.from(bytes).toString()));
  const settle = async (): Promise<void> => {
    for (let turn = 0; turn < 5; turn++) await nextTurn();
  };
  stream.write('abcdef');
  await settle();
  expect(taken).toEqual([]);
  reader.read(2);
  await settle();
  expect(taken.join('')).toBe('ab');
  reader.read(3);
  reader.read(3);
  await settle();
  expect(taken.join('')).toBe('abcdef');
  stream.write('ghij');
  await settle();
  expect(taken.join('')).toBe('abcdefgh');
});
