/** Calls kept in full per second, in the long run; a burst may be larger. */
const perSecond = 500;
const burst = 5_000;
/** What only failures, and calls made from the studio, may still take. */
const reserve = 1_000;

/** Decides which calls are kept when there are more than anybody looks at: keeping them costs the machine's time. */
export interface KeepRate {
  allows(matters: boolean): boolean;
}

export function createKeepRate(now: () => number): KeepRate {
  let left = burst;
  let at = now();
  return {
    allows(matters) {
      const time = now();
      left = Math.min(burst, left + ((time - at) / 1_000) * perSecond);
      at = time;
      if (left < (matters ? 1 : reserve)) return false;
      left -= 1;
      return true;
    },
  };
}
