import { useRef, useState } from 'react';

import type { Invocation } from '../../../contract/invocation.ts';

/** Closer to the top than this, the list follows what is new. */
const followWithin = 8;

export interface HeldList {
  list: readonly Invocation[];
  /** How many newer invocations wait at the top. */
  waiting: number;
  onScroll(scrollTop: number): void;
}

/** A live list that holds still while the person has scrolled down in it. */
export function useHeldList(invocations: readonly Invocation[]): HeldList {
  const [held, setHeld] = useState<readonly Invocation[] | null>(null);
  const latest = useRef(invocations);
  latest.current = invocations;
  const onScroll = (scrollTop: number) => {
    const following = scrollTop <= followWithin;
    setHeld((before) => (following ? null : (before ?? latest.current)));
  };
  if (held === null) return { list: invocations, waiting: 0, onScroll };
  const list = held.length > 0 && !sameScope(held, invocations) ? invocations : held;
  return { list, waiting: list === held ? countNewer(invocations, held) : 0, onScroll };
}

/** Another filter or function shows other invocations; a held list of the one before would be wrong. */
function sameScope(held: readonly Invocation[], invocations: readonly Invocation[]): boolean {
  const oldestShown = held[0];
  return oldestShown !== undefined && invocations.some(({ id }) => id === oldestShown.id);
}

function countNewer(invocations: readonly Invocation[], held: readonly Invocation[]): number {
  const newestHeld = held[0]?.id;
  return Math.max(
    0,
    invocations.findIndex(({ id }) => id === newestHeld),
  );
}
