import { create } from 'zustand';

import type { Invocation } from '../../contract/invocation.ts';

/** How many invocations the window remembers. */
export const rememberedInvocations = 1_000;

export interface InvocationsState {
  /** Latest first. */
  invocations: readonly Invocation[];
  /** Invocations the engine could not send because the window was too slow. */
  dropped: number;
}

export const noInvocations: InvocationsState = { invocations: [], dropped: 0 };

/**
 * The state after a batch from the engine. A stream that starts again repeats its latest invocations; those known
 * already are not shown twice.
 */
export function applyInvocations(
  state: InvocationsState,
  batch: { invocations: readonly Invocation[]; dropped: number },
): InvocationsState {
  const known = new Set(state.invocations.map(({ id }) => id));
  const fresh = batch.invocations.filter(({ id }) => !known.has(id));
  const dropped = state.dropped + batch.dropped;
  if (fresh.length === 0) return dropped === state.dropped ? state : { ...state, dropped };
  const invocations = [...fresh, ...state.invocations]
    .toSorted((a, b) => endOf(b) - endOf(a))
    .slice(0, rememberedInvocations);
  return { invocations, dropped };
}

const endOf = ({ startedAt, wallMs }: Invocation): number => startedAt + wallMs;

/** The latest invocations of all functions, kept current by live-sync. */
export const useInvocations = create<InvocationsState>()(() => noInvocations);
