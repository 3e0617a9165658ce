import type { FunctionSummary } from '../../../contract/function.ts';
import { suggestRoute } from '../../../kit/suggest-route.ts';

/** The first of `base`, `base-2`, `base-3`… whose name and suggested route no function has yet. */
export function suggestName(base: string, functions: Iterable<Pick<FunctionSummary, 'name' | 'route'>>): string {
  const taken = new Set([...functions].flatMap(({ name, route }) => [suggestRoute(name), route]));
  for (let number = 1; ; number += 1) {
    const name = number === 1 ? base : `${base}-${number}`;
    if (!taken.has(suggestRoute(name))) return name;
  }
}
