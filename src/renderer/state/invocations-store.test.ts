import { expect, test } from 'vitest';

import type { Invocation } from '../../contract/invocation.ts';
import { applyInvocations, noInvocations, rememberedInvocations } from './invocations-store.ts';

const invocation = (id: string, startedAt: number, wallMs = 1): Invocation => ({
  id,
  functionId: 'hello',
  version: '000000000000',
  source: 'gateway',
  method: 'GET',
  path: '/',
  status: 200,
  startedAt,
  wallMs,
  cpuMs: 0.1,
  heapBytes: 0,
  cold: false,
  sandbox: 1,
  requestBytes: 0,
  responseBytes: 0,
  logs: [],
  logsDropped: 0,
  failure: null,
});
const ids = (state: { invocations: readonly Invocation[] }) => state.invocations.map(({ id }) => id);

test('the invocation that ended last stands first', () => {
  const state = applyInvocations(noInvocations, {
    invocations: [invocation('slow', 100, 900), invocation('quick', 200)],
    dropped: 0,
  });
  expect(ids(applyInvocations(state, { invocations: [invocation('later', 300)], dropped: 0 }))).toEqual([
    'slow',
    'later',
    'quick',
  ]);
});

test('what a new stream repeats is not shown twice', () => {
  const batch = { invocations: [invocation('a', 2), invocation('b', 1)], dropped: 0 };
  const once = applyInvocations(noInvocations, batch);
  expect(applyInvocations(once, batch)).toBe(once);
});

test('remembers a thousand and forgets the oldest', () => {
  const many = Array.from({ length: rememberedInvocations + 5 }, (_, index) => invocation(`i${index}`, index));
  const state = applyInvocations(noInvocations, { invocations: many, dropped: 0 });
  expect(state.invocations).toHaveLength(rememberedInvocations);
  expect(ids(state)[0]).toBe(`i${rememberedInvocations + 4}`);
});

test('counts what was dropped', () => {
  const state = applyInvocations(noInvocations, { invocations: [], dropped: 3 });
  expect(applyInvocations(state, { invocations: [], dropped: 2 }).dropped).toBe(5);
});
