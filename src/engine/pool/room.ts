import type { EvictionCounts } from '../../contract/stats.ts';
import { isolatesWithin, type PoolSize } from './pool-size.ts';
import type { ReadMappings } from './process-usage.ts';
import { chooseSleepers, isolateMemoryBytes, sandboxMemoryBytes, type Excess, type IdleIsolate } from './sleep.ts';

/** A sandbox as far as its room matters; also one in a simulation. */
export interface Roomy {
  readonly pid: number;
  /** What its isolates together take of the memory budget. */
  readonly isolateBytes: number;
  readonly isolates: ReadonlyMap<number, RoomyIsolate>;
  readonly invocations: { readonly size: number };
  undeploy(deployment: number): void;
}

export interface RoomyIsolate extends IdleIsolate {
  readonly sandbox: Roomy;
  readonly placed: { readonly id: number };
  readonly invocations: number;
}

export interface RoomOptions {
  size: PoolSize;
  maxMappings: number | null;
  sandboxes(): Iterable<Roomy>;
  readMappings: ReadMappings;
}

/** Keeps the isolates within the pool's memory and each sandbox's mappings: the least recently used go to sleep. */
export interface Room {
  /** Isolates put to sleep since the start, by what they made room for. */
  readonly evictions: Readonly<EvictionCounts>;
  /** What the sandboxes take of the memory budget. */
  memoryBytes(): number;
  /** Whether a sandbox can hold no other isolate, as all it has are at work. */
  isFull(sandbox: Roomy): boolean;
  /** Before one more isolate is made in `sandbox`. */
  makeFor(sandbox: Roomy): void;
  /** From time to time while something runs: heaps grow, and mappings are counted. */
  keep(): void;
}

/** Mappings are counted again when a sandbox has so many isolates more. */
const countAgainAfter = 256;

export function createRoom({ size, maxMappings, sandboxes, readMappings }: RoomOptions): Room {
  const evictions: EvictionCounts = { memory: 0, mappings: 0 };
  const budgetBytes = size.memoryMb * 1_048_576;
  const caps = new WeakMap<Roomy, { isolates: number; countedAt: number }>();

  const capOf = (sandbox: Roomy): { isolates: number; countedAt: number } => {
    const known = caps.get(sandbox);
    if (known !== undefined) return known;
    const cap = { isolates: size.isolatesPerSandbox, countedAt: 0 };
    caps.set(sandbox, cap);
    return cap;
  };
  const memoryBytes = (): number => {
    let sum = 0;
    for (const sandbox of sandboxes()) sum += sandboxMemoryBytes + sandbox.isolateBytes;
    return sum;
  };
  const putToSleep = (among: Iterable<Roomy>, excess: Excess, why: keyof EvictionCounts): void => {
    for (const { sandbox, placed } of chooseSleepers(idleIn(among), excess)) {
      sandbox.undeploy(placed.id);
      evictions[why] += 1;
    }
  };
  const countMappings = async (sandbox: Roomy): Promise<void> => {
    const cap = capOf(sandbox);
    const isolates = sandbox.isolates.size;
    if (maxMappings === null || isolates < cap.countedAt + countAgainAfter) return;
    cap.countedAt = isolates;
    const mappings = await readMappings(sandbox.pid);
    if (mappings === null) return;
    cap.isolates = Math.min(size.isolatesPerSandbox, isolatesWithin(maxMappings, mappings / isolates));
  };

  return {
    evictions,
    memoryBytes,
    isFull(sandbox) {
      const { isolates, invocations } = sandbox;
      // With fewer invocations than isolates, one of them is idle.
      return isolates.size >= capOf(sandbox).isolates && invocations.size >= isolates.size;
    },
    makeFor(sandbox) {
      putToSleep([sandbox], { isolates: sandbox.isolates.size + 1 - capOf(sandbox).isolates, bytes: 0 }, 'mappings');
      putToSleep(sandboxes(), { isolates: 0, bytes: memoryBytes() + isolateMemoryBytes(0) - budgetBytes }, 'memory');
    },
    keep() {
      putToSleep(sandboxes(), { isolates: 0, bytes: memoryBytes() - budgetBytes }, 'memory');
      for (const sandbox of sandboxes()) void countMappings(sandbox);
    },
  };
}

function* idleIn(sandboxes: Iterable<Roomy>): Generator<RoomyIsolate> {
  for (const { isolates } of sandboxes) {
    for (const isolate of isolates.values()) if (isolate.invocations === 0) yield isolate;
  }
}
