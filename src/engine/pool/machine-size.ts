import { availableParallelism, totalmem } from 'node:os';
import { readFileSync } from 'node:fs';

import type { MachineSize } from './pool-size.ts';

const mb = 1_048_576;

/** Reads what this process may use of the machine. */
export function readMachineSize(): MachineSize {
  // A container's limit; a number larger than the machine means that there is none.
  const constrained = process.constrainedMemory();
  const memory = constrained > 0 ? Math.min(totalmem(), constrained) : totalmem();
  return { cores: availableParallelism(), memoryMb: Math.floor(memory / mb), maxMappings: readMaxMappings() };
}

function readMaxMappings(): number | null {
  if (process.platform !== 'linux') return null;
  try {
    const count = Number.parseInt(readFileSync('/proc/sys/vm/max_map_count', 'latin1'), 10);
    return Number.isNaN(count) ? null : count;
  } catch {
    return null;
  }
}
