/** What the pool is sized from. */
export interface MachineSize {
  cores: number;
  /** What this process may use: the machine's memory, or less where a container says so. */
  memoryMb: number;
  /** Memory mappings a process may have; null where the system sets no such limit. */
  maxMappings: number | null;
}

/** What was chosen for the pool. */
export interface PoolSize {
  /** Sandboxes all functions share. */
  sandboxes: number;
  /** Memory all sandboxes together are to stay within; isolates sleep for it. */
  memoryMb: number;
  /** Isolates one sandbox may hold, asleep ones not counted. */
  isolatesPerSandbox: number;
}

export const maxSandboxes = 64;
/** Less would not hold a sandbox with a few isolates at work. */
export const leastMemoryMb = 256;

const mostChosenSandboxes = 16;
/** Each shared sandbox should have this much, or fewer do the same with less. */
const memoryOfSandboxMb = 256;
/** V8 maps an isolate's spaces apart: 14 to 16 mappings each. A process that runs out of them is aborted. */
const mappingsOfIsolate = 16;
/** Of the process itself, its threads and libraries. */
const mappingsOfProcess = 2_000;
/** Isolates at work map more than idle ones. */
const usedMappings = 0.75;
/** Where no limit is known: beyond it, one lost sandbox would be too much to make again. */
const mostIsolates = 10_000;
const leastIsolates = 16;

/** Sizes a pool from the machine; what is `wanted` holds instead. Half of the memory is left to everything else. */
export function sizePool(machine: MachineSize, wanted: Partial<PoolSize> = {}): PoolSize {
  const memoryMb = wanted.memoryMb ?? Math.max(leastMemoryMb, Math.floor(machine.memoryMb / 2));
  const affordable = Math.floor(memoryMb / memoryOfSandboxMb);
  const chosen = Math.max(1, Math.min(mostChosenSandboxes, Math.max(2, machine.cores), affordable));
  return {
    sandboxes: wanted.sandboxes ?? chosen,
    memoryMb,
    isolatesPerSandbox: wanted.isolatesPerSandbox ?? isolatesWithin(machine.maxMappings),
  };
}

/** Isolates that may share a process, where each needs so many mappings. */
export function isolatesWithin(maxMappings: number | null, mappingsEach = mappingsOfIsolate): number {
  if (maxMappings === null) return mostIsolates;
  const free = maxMappings * usedMappings - mappingsOfProcess;
  return Math.max(leastIsolates, Math.min(mostIsolates, Math.floor(free / mappingsEach)));
}
