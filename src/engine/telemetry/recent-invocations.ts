import type { Invocation } from '../../contract/invocation.ts';

const maxCount = 1_000;
const maxLogChars = 16_000_000;

/** The latest invocations, held within a count and a budget for what they logged. */
export interface RecentInvocations {
  add(invocation: Invocation): void;
  /** Newest last. */
  list(functionId: string | undefined): Invocation[];
}

export function createRecentInvocations(): RecentInvocations {
  const held: (Invocation | undefined)[] = [];
  let first = 0;
  let logChars = 0;
  const full = (): boolean => held.length - first > maxCount || (logChars > maxLogChars && held.length - first > 1);

  return {
    add(invocation) {
      held.push(invocation);
      logChars += charsOf(invocation);
      while (full()) {
        logChars -= charsOf(held[first]);
        held[first++] = undefined;
      }
      // Moving the rest down once per thousand is cheaper than shifting on every invocation.
      if (first > maxCount) {
        held.splice(0, first);
        first = 0;
      }
    },
    list(functionId) {
      const all = held.slice(first).filter((invocation) => invocation !== undefined);
      return functionId === undefined ? all : all.filter((invocation) => invocation.functionId === functionId);
    },
  };
}

function charsOf(invocation: Invocation | undefined): number {
  let chars = 0;
  for (const { text, values } of invocation?.logs ?? []) {
    chars += text.length + (values === undefined ? 0 : JSON.stringify(values).length);
  }
  return chars;
}
