import { setTimeout as delay } from 'node:timers/promises';

import { NexoError } from '../contract/errors.ts';

/** How long a request waits for a workspace that is still being read. */
const patienceMs = 10_000;

/** Waits for `opening`; rejects with STARTING when that takes longer than a client should be kept waiting. */
export async function waitForOpening<T>(opening: Promise<T>): Promise<T> {
  const patience = new AbortController();
  const tooLong = delay(patienceMs, undefined, { signal: patience.signal }).then((): never => {
    throw new NexoError('STARTING', 'the workspace is still being opened; try again in a moment');
  });
  try {
    return await Promise.race([opening, tooLong]);
  } finally {
    patience.abort();
    tooLong.catch(() => {});
  }
}
