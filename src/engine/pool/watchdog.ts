/** What one look at a sandbox from outside has found. Times in milliseconds. */
export interface Observation {
  /** The run of guest code it is in, or null when it is idle. */
  inside: {
    /** Since the engine heard of it. */
    forMs: number;
    /** Main-thread CPU spent since an earlier look found it in this same run; null where it cannot be read. */
    cpuMs: number | null;
    /** Limits of the invocation it runs for. */
    cpuLimitMs: number;
    wallLimitMs: number;
  } | null;
  /** Since it was asked for a sign of life that has not come; null when it owes none. */
  silentForMs: number | null;
  rssBytes: number | null;
  /** Since it last kept its limit. */
  grownBytes: number;
  rssLimitBytes: number;
  /** Invocations dispatched there and not finished. */
  invocations: number;
}

export type Verdict =
  | 'fine'
  /** Guest code runs on past every limit: it cannot be stopped inside. */
  | 'wedged'
  /** The process is growing past its memory. */
  | 'memory'
  /** It does not answer although no guest code runs. */
  | 'silent'
  /** It kept too much memory of what has ended, and is to be replaced without hurting what runs. */
  | 'bloated';

/** CPU time a sandbox has to stop a run of guest code by itself before the engine does. */
const cpuGraceMs = 250;
/** The same on the clock, which runs ahead of CPU time on a busy machine; all there is where CPU cannot be read. */
const wallGraceMs = 1_000;
/** The sandbox stretches its deadline by up to this when the machine is busy (see its slice clock). */
const maxStretch = 8;
const silenceMs = 5_000;
/** Growth that is somebody's doing: a sandbox that is large but stands still has a past culprit. */
const tellingGrowthBytes = 16 * 1_048_576;

/** Decides whether a sandbox may live. */
export function judge(seen: Observation): Verdict {
  if (seen.rssBytes !== null && seen.rssBytes > seen.rssLimitBytes) {
    return seen.invocations > 0 && seen.grownBytes > tellingGrowthBytes ? 'memory' : 'bloated';
  }
  if (seen.inside !== null && isWedged(seen.inside)) return 'wedged';
  if (seen.inside === null && (seen.silentForMs ?? 0) > silenceMs) return 'silent';
  return 'fine';
}

function isWedged(inside: NonNullable<Observation['inside']>): boolean {
  const { forMs, cpuMs, cpuLimitMs, wallLimitMs } = inside;
  // Where its CPU time is known, a sandbox that the machine does not let run is not to blame for that.
  const clockLimitMs = cpuMs === null ? Math.min(cpuLimitMs * maxStretch, wallLimitMs) : wallLimitMs;
  if (forMs > clockLimitMs + wallGraceMs) return true;
  return cpuMs !== null && cpuMs > Math.min(cpuLimitMs, wallLimitMs) + cpuGraceMs;
}

/** Resident memory of an idle sandbox with its first isolates, and what a garbage collector may need on top. */
const processMb = 384;
/** What an isolate keeps at least, prelude included. */
const isolateMb = 4;
const mb = 1_048_576;

/** Memory an isolate is known to use and may use. */
export interface IsolateMemory {
  heapBytes: number;
  heapLimitMb: number;
  busy: boolean;
}

/**
 * The resident memory past which a sandbox is killed: what its isolates were last seen to use, and room for the
 * largest of those at work to reach its limit. The sum of all limits would let one function take it all.
 */
export function residentLimitBytes(isolates: Iterable<IsolateMemory>): number {
  let kept = 0;
  let largest = 0;
  for (const isolate of isolates) {
    kept += Math.max(isolateMb * mb, Math.min(isolate.heapBytes, isolate.heapLimitMb * mb));
    if (isolate.busy) largest = Math.max(largest, isolate.heapLimitMb * mb);
  }
  return processMb * mb + kept + largest;
}
