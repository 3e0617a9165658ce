import { expect, it } from 'vitest';

import { freeMemory } from './free-memory.ts';

it('frees memory that is of nothing but these bytes, once', () => {
  const bytes = new Uint8Array(100_000);
  freeMemory(bytes);
  expect(bytes.byteLength).toBe(0);
  expect(() => freeMemory(bytes)).not.toThrow();
});

it('leaves memory alone that others have a part of', () => {
  const bytes = new Uint8Array(100_000).fill(1);
  freeMemory(bytes.subarray(0, 50_000));
  expect(bytes[99_999]).toBe(1);
});
