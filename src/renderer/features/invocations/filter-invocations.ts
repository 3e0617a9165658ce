import type { Invocation } from '../../../contract/invocation.ts';

/** The invocations of one function (or all, when null) that contain every word of the filter somewhere one can see. */
export function filterInvocations(
  invocations: readonly Invocation[],
  functionId: string | null,
  filter: string,
): readonly Invocation[] {
  const words = filter.toLowerCase().split(/\s+/).filter(Boolean);
  if (functionId === null && words.length === 0) return invocations;
  return invocations.filter(
    (invocation) =>
      (functionId === null || invocation.functionId === functionId) &&
      words.every((word) => mentions(invocation, word)),
  );
}

function mentions(invocation: Invocation, word: string): boolean {
  const { id, functionId, method, path, status, failure, logs, source } = invocation;
  const visible = [id, functionId, method, path, String(status), source, failure?.code ?? '', failure?.message ?? ''];
  return (
    visible.some((text) => text.toLowerCase().includes(word)) ||
    logs.some(({ text }) => text.toLowerCase().includes(word))
  );
}
