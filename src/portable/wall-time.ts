import { NexoError } from '../contract/errors.ts';

/** Rejects with WALL_LIMIT when `work` has not settled after `wallMs`; it is not stopped by that. */
export async function withinWallTime<Value>(work: Promise<Value>, wallMs: number): Promise<Value> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      const message = `The function did not finish within its ${wallMs} ms. Answer sooner, or raise its wall time limit.`;
      reject(new NexoError('WALL_LIMIT', message));
    }, wallMs);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
