import type { FunctionSummary } from '../../../contract/function.ts';

/** Whether every word of `filter` stands in the function's name, id, route or methods, whatever the case. */
export function matchesFilter(
  { name, id, route, methods }: Pick<FunctionSummary, 'name' | 'id' | 'route' | 'methods'>,
  filter: string,
): boolean {
  const text = [name, id, route, ...methods].join('\n').toLowerCase();
  return filter
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word));
}
