import type { FunctionSummary } from '../../../contract/function.ts';
import type { FunctionStats } from '../../../contract/stats.ts';

/** Functions by their latest call; those never called keep their order after them. */
export function latestFirst(
  functions: readonly FunctionSummary[],
  stats: ReadonlyMap<string, FunctionStats>,
): FunctionSummary[] {
  const lastCall = ({ id }: FunctionSummary): number => stats.get(id)?.lastInvokedAt ?? 0;
  return functions.toSorted((a, b) => lastCall(b) - lastCall(a));
}
