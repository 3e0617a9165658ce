import type { PoolOptions } from '../pool.ts';
import { sizePool, type MachineSize, type PoolSize } from '../pool-size.ts';

type Sizes = Pick<
  PoolOptions,
  'machine' | 'size' | 'maxConcurrent' | 'maxQueued' | 'maxConcurrentOfOne' | 'maxQueuedOfOne'
>;

export type ChosenSizes = Partial<PoolSize> & Partial<Omit<Sizes, 'size'>>;

/** A pool's sizes on a machine of two cores and 8 GB, with those a test chooses. */
export function poolSizes(chosen: ChosenSizes = {}): Sizes {
  const machine: MachineSize = { cores: 2, memoryMb: 8_192, maxMappings: 65_530 };
  const { sandboxes = 2, memoryMb, isolatesPerSandbox, maxConcurrent = 100, maxQueued = 1_000, ...rest } = chosen;
  const size = sizePool(machine, { sandboxes, memoryMb, isolatesPerSandbox });
  return {
    machine,
    size,
    maxConcurrent,
    maxQueued,
    maxConcurrentOfOne: maxConcurrent,
    maxQueuedOfOne: maxQueued,
    ...rest,
  };
}
