import type { PoolStats } from '../../contract/stats.ts';
import type { PlacedIsolate, Sandbox } from './sandbox.ts';

type SandboxStats = PoolStats['sandboxes'][number];
type IsolateStats = SandboxStats['isolates'][number];

const mb = 1_048_576;

/** One sandbox as statistics show it. */
export function describeSandbox(sandbox: Sandbox): SandboxStats {
  return {
    id: sandbox.id,
    pid: sandbox.pid,
    state: sandbox.state,
    rssBytes: sandbox.rssBytes,
    isolates: [...sandbox.isolates.values()].map(describeIsolate),
  };
}

function describeIsolate({ placed, warm, heapBytes, invocations }: PlacedIsolate): IsolateStats {
  const { functionId, version, limits } = placed.deployment.source;
  return {
    functionId,
    version,
    state: !warm ? 'loading' : invocations > 0 ? 'busy' : 'warm',
    heapBytes,
    heapLimitBytes: limits.heapMb * mb,
    invocations,
  };
}

/** Isolates that exist and wait, and isolates at work. */
export function countIsolates(sandboxes: Iterable<Sandbox>): { warm: number; busy: number } {
  let warm = 0;
  let busy = 0;
  for (const sandbox of sandboxes) {
    for (const isolate of sandbox.isolates.values()) {
      if (isolate.invocations > 0) busy += 1;
      else if (isolate.warm) warm += 1;
    }
  }
  return { warm, busy };
}
