import { setImmediate as nextTurn } from 'node:timers/promises';

/** What never waits holds up everything else: after so long, the rest gets its turn. */
const turnMs = 10;

/** Makes a function to call between steps of long work: now and then it lets everything else go on. */
export function createTurns(): () => Promise<void> {
  let endsAt = performance.now() + turnMs;
  return async () => {
    if (performance.now() < endsAt) return;
    await nextTurn();
    endsAt = performance.now() + turnMs;
  };
}
