/** A sandbox that is ready to take work, as placement sees it. */
export interface PlacementCandidate {
  id: number;
  /** Whether it is there for heavy functions. */
  isLane: boolean;
  /** Whether the deployment already has its isolate there. */
  holdsDeployment: boolean;
  /** Invocations dispatched there and not yet finished. */
  invocations: number;
  /** Those of the same deployment among them. */
  ownInvocations: number;
  /** Those of functions that were heavy when they were dispatched. */
  heavyInvocations: number;
  /** Those of other deployments whose code nobody has seen run: it may compute for as long as it is let. */
  unprovenInvocations: number;
  isolates: number;
  /** How long it has been inside one run of guest code without news; 0 when it is idle. */
  insideMs: number;
  /** Whose code it is in. */
  insideFunction: string | null;
}

/** A function that needs a place. */
export interface Placing {
  functionId: string;
  /** Whether its invocations compute for long: see `Heaviness`. */
  isHeavy: boolean;
}

/** A slice longer than this is not worth waiting for when the waiting function is somebody else's victim. */
export const patienceMs = 10;

/**
 * Where an invocation should run; null when there is no candidate.
 *
 * A light function runs where its isolate is, else in the least loaded sandbox; it goes elsewhere while its home is
 * stuck in another function's code, has heavy work, or code of others that has not run before. A heavy one runs in the lane. While others keep the lane busy it
 * may take a shared sandbox that is idle, but never the last one without heavy work. Nobody spreads because of its own
 * slowness, or one function would take every sandbox with it.
 */
export function choosePlace(who: Placing, candidates: readonly PlacementCandidate[]): number | null {
  const rank = who.isHeavy ? rankForHeavy(candidates) : rankForLight(who.functionId);
  let best: PlacementCandidate | null = null;
  let bestRank = 0;
  for (const candidate of candidates) {
    const itsRank = rank(candidate);
    if (best !== null && (itsRank - bestRank || compare(candidate, best)) >= 0) continue;
    best = candidate;
    bestRank = itsRank;
  }
  return best?.id ?? null;
}

type Rank = (candidate: PlacementCandidate) => number;

function rankForLight(functionId: string): Rank {
  return ({ isLane, heavyInvocations, unprovenInvocations, insideMs, insideFunction }) => {
    if (isLane) return 2;
    const isTaken = heavyInvocations > 0 || unprovenInvocations > 0;
    return isTaken || (insideMs > patienceMs && insideFunction !== functionId) ? 1 : 0;
  };
}

function rankForHeavy(candidates: readonly PlacementCandidate[]): Rank {
  let spared = 0;
  for (const { isLane, heavyInvocations } of candidates) if (!isLane && heavyInvocations === 0) spared += 1;
  return ({ isLane, invocations, ownInvocations }) => {
    const isFree = invocations === ownInvocations;
    if (isLane) return isFree ? 0 : 2;
    return isFree && (ownInvocations > 0 || spared > 1) ? 1 : 3;
  };
}

function compare(a: PlacementCandidate, b: PlacementCandidate): number {
  return (
    Number(b.holdsDeployment) - Number(a.holdsDeployment) ||
    a.invocations - b.invocations ||
    a.isolates - b.isolates ||
    a.id - b.id
  );
}
