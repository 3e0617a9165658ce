import { randomInt } from 'node:crypto';

const counterSize = 36 ** 3;

/**
 * Makes ids for invocations: 18 characters of base 36 that sort by time, then by order within this engine, and differ
 * between engines by chance.
 */
export function createInvocationIds(now: () => number = Date.now): () => string {
  let counter = 0;
  let lastTime = 0;
  let timeText = base36(0, 9);
  return () => {
    const time = Math.max(lastTime, now());
    if (time === lastTime) {
      counter += 1;
    } else {
      counter = 0;
      timeText = base36(time, 9);
    }
    if (counter === counterSize) throw new RangeError('more invocations in a millisecond than ids');
    lastTime = time;
    return timeText + base36(counter, 3) + base36(randomInt(36 ** 6), 6);
  };
}

function base36(value: number, digits: number): string {
  return value.toString(36).padStart(digits, '0');
}
