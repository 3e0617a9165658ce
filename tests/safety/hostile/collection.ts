import { cpuBombs } from './cpu.ts';
import { floods } from './floods.ts';
import type { HostileFunction } from './hostile-function.ts';
import { memoryBombs } from './memory.ts';
import { poisonings } from './poisoning.ts';
import { trappedValues } from './thrown-and-returned.ts';

/** Every hostile function there is, by what it does. */
export const hostileFunctions: Readonly<Record<string, readonly HostileFunction[]>> = {
  'burns the CPU': cpuBombs,
  'takes memory': memoryBombs,
  'throws or returns a trap': trappedValues,
  'never ends or floods': floods,
  'poisons its world': poisonings,
};
