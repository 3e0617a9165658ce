import { describe, expect, it } from 'vitest';

import { isolatesWithin, sizePool } from './pool-size.ts';

const laptop = { cores: 8, memoryMb: 16_384, maxMappings: 65_530 };

describe('pool size', () => {
  it('takes half of the memory and a sandbox for each core', () => {
    expect(sizePool(laptop)).toEqual({ sandboxes: 8, memoryMb: 8_192, isolatesPerSandbox: 2_946 });
  });

  it('stays small on a small machine and within reason on a large one', () => {
    expect(sizePool({ ...laptop, cores: 1, memoryMb: 512 })).toMatchObject({ sandboxes: 1, memoryMb: 256 });
    expect(sizePool({ ...laptop, cores: 1 })).toMatchObject({ sandboxes: 2 });
    expect(sizePool({ ...laptop, cores: 128, memoryMb: 1_000_000 })).toMatchObject({ sandboxes: 16 });
  });

  it('leaves what was set as it was set', () => {
    const wanted = { sandboxes: 3, memoryMb: 300, isolatesPerSandbox: 5 };
    expect(sizePool(laptop, wanted)).toEqual(wanted);
  });

  it('never comes near the mappings a process may have', () => {
    expect(isolatesWithin(65_530) * 16).toBeLessThan(0.75 * 65_530);
    expect(isolatesWithin(65_530, 30) * 30).toBeLessThan(0.75 * 65_530);
    expect(isolatesWithin(1_000)).toBe(16);
    expect(isolatesWithin(null)).toBe(10_000);
  });
});
