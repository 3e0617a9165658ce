/** A sandbox that is ready to take work, as placement sees it. */
export interface PlacementCandidate {
  id: number;
  /** Whether the deployment already has its isolate there. */
  holdsDeployment: boolean;
  /** Invocations dispatched there and not yet finished. */
  invocations: number;
  isolates: number;
  /** How long it has been inside one run of guest code without news; 0 when it is idle. */
  insideMs: number;
  /** Whose code it is in. */
  insideFunction: string | null;
}

/** A slice longer than this is not worth waiting for when the waiting function is somebody else's victim. */
const patienceMs = 10;

/**
 * Where an invocation should run: where its isolate is already, else in the least loaded sandbox.
 * It goes elsewhere only while its home is stuck in another function's code: a function never spreads because of
 * its own slowness, or it would take every sandbox with it. Null when there is no candidate.
 */
export function choosePlace(functionId: string, candidates: readonly PlacementCandidate[]): number | null {
  let best: PlacementCandidate | null = null;
  for (const candidate of candidates) {
    if (best === null || compare(candidate, best, functionId) < 0) best = candidate;
  }
  return best?.id ?? null;
}

function compare(a: PlacementCandidate, b: PlacementCandidate, functionId: string): number {
  return (
    Number(isHeldUp(a, functionId)) - Number(isHeldUp(b, functionId)) ||
    Number(b.holdsDeployment) - Number(a.holdsDeployment) ||
    a.invocations - b.invocations ||
    a.isolates - b.isolates ||
    a.id - b.id
  );
}

function isHeldUp(candidate: PlacementCandidate, functionId: string): boolean {
  return candidate.insideMs > patienceMs && candidate.insideFunction !== functionId;
}
