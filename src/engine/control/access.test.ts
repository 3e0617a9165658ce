/** @module-tag g3 */
import { afterEach, beforeEach, expect, it, vi } from 'vitest';

import { createAccessCheck, type AccessCheck } from './access.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const check = (knock: AccessCheck, token: string) => knock({ authorization: `Bearer ${token}` });
const refused = { code: 'UNAUTHORIZED' };

/** A check that has been told ten wrong tokens, and answered each at once: no clock runs here by itself. */
async function braked(): Promise<AccessCheck> {
  const knock = createAccessCheck({ token: 'right', requireToken: true });
  for (let guess = 0; guess < 10; guess++) await expect(check(knock, `guess-${guess}`)).rejects.toMatchObject(refused);
  return knock;
}

it('answers ten wrong tokens at once, and each further one a second later', async () => {
  const knock = await braked();
  const answered = vi.fn();
  const eleventh = check(knock, 'another').catch(answered);
  await vi.advanceTimersByTimeAsync(999);
  expect(answered).not.toHaveBeenCalled();
  await vi.advanceTimersByTimeAsync(1);
  await eleventh;
  expect(answered).toHaveBeenCalledWith(expect.objectContaining(refused));
});

it('lets the right token in at once meanwhile', async () => {
  const knock = await braked();
  const guesses = Promise.allSettled(['a', 'b', 'c'].map((guess) => check(knock, guess)));
  await expect(check(knock, 'right')).resolves.toBeUndefined();
  await vi.runAllTimersAsync();
  expect((await guesses).map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected']);
});

it('takes none, and a wrong one it has seen, for no guess', async () => {
  const knock = await braked();
  await expect(knock({})).rejects.toMatchObject(refused);
  await expect(check(knock, 'guess-3')).rejects.toMatchObject(refused);
});
