import { assemblePool } from '../assemble-pool.ts';
import { poolSizes, type ChosenSizes } from './pool-sizes.ts';
import { simulateSandboxes, type SimulationOptions } from './simulated-sandboxes.ts';

const quiet = { info: () => undefined, warn: () => undefined };

/** A pool of simulated sandboxes, on the test's clock. */
export function poolOf(
  simulated: SimulationOptions,
  sizes: ChosenSizes = {},
  mappings: number | null = null,
  onPaused = (_functionId: string): void => undefined,
) {
  const simulation = simulateSandboxes(simulated);
  const perform = async () => ({ ok: false as const, name: 'TypeError', message: 'no network here' });
  const options = { ...poolSizes({ maxConcurrent: 10, maxQueued: 100, ...sizes }), perform, onPaused, log: quiet };
  const layers = { permissions: true, namespaces: false, endsWithEngine: false, memoryWatched: false };
  const machinery = { start: simulation.start, readRss: async () => null, readMappings: async () => mappings, layers };
  const pool = assemblePool(options, machinery);
  return { pool, simulation };
}
