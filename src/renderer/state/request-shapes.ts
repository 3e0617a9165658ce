import type { FunctionStats } from '../../contract/stats.ts';

type Counted = Pick<FunctionStats, 'functionId' | 'requests'>;

/** How many requests a function had in each of the latest seconds, the last at the end. */
export interface RequestShape {
  total: number;
  perSecond: readonly number[];
}

const seconds = 60;

/**
 * What the next report of the engine makes of the shapes: what was counted since the one before. Of a function that
 * appears now everything counts, but in the `first` report, which tells what was before anybody looked.
 */
export function nextShapes(
  before: ReadonlyMap<string, RequestShape>,
  functions: readonly Counted[],
  first: boolean,
): ReadonlyMap<string, RequestShape> {
  return new Map(
    functions.map(({ functionId, requests }) => {
      const { total, perSecond } = before.get(functionId) ?? { total: first ? requests : 0, perSecond: quiet };
      // An engine that has started again counts from nothing.
      const since = requests >= total ? requests - total : requests;
      return [functionId, { total: requests, perSecond: [...perSecond.slice(1 - seconds), since] }];
    }),
  );
}

const quiet: readonly number[] = Array.from({ length: seconds }, () => 0);
