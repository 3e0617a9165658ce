import type { PoolStats } from '../../contract/stats.ts';
import type { MachineSize, PoolSize } from './pool-size.ts';
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
    isolateCount: sandbox.isolates.size,
    isolates: latest(sandbox).map(describeIsolate),
  };
}

/** Statistics are sent every second: of thousands of isolates, those last used are told one by one. */
const maxDescribed = 200;

function latest({ isolates }: Sandbox): PlacedIsolate[] {
  const all = [...isolates.values()];
  if (all.length <= maxDescribed) return all;
  return all.toSorted((a, b) => b.usedAtMs - a.usedAtMs).slice(0, maxDescribed);
}

/** What the pool was sized from, and to. */
export function describeSizing(machine: MachineSize, size: PoolSize): PoolStats['sizing'] {
  return {
    cores: machine.cores,
    machineBytes: machine.memoryMb * mb,
    sandboxes: size.sandboxes,
    memoryBytes: size.memoryMb * mb,
    isolatesPerSandbox: size.isolatesPerSandbox,
  };
}

function describeIsolate(isolate: PlacedIsolate): IsolateStats {
  const { placed, warm, heapBytes, invocations, madeAtMs, served } = isolate;
  const { functionId, version, limits } = placed.deployment.source;
  return {
    functionId,
    version,
    state: !warm ? 'loading' : invocations > 0 ? 'busy' : 'warm',
    heapBytes,
    heapLimitBytes: limits.heapMb * mb,
    invocations,
    ageMs: warm ? performance.now() - madeAtMs : 0,
    served,
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
