import { describe, expect, it } from 'vitest';

import { judge, residentLimitBytes, type Observation } from './watchdog.ts';

const mb = 1_048_576;
const calm: Observation = {
  inside: null,
  silentForMs: null,
  rssBytes: 100 * mb,
  grownBytes: 0,
  rssLimitBytes: 512 * mb,
  invocations: 1,
};
const inside = { forMs: 0, cpuMs: 0, cpuLimitMs: 50, wallLimitMs: 30_000 };

describe('watchdog', () => {
  it('leaves alone what keeps its limits', () => {
    expect(judge(calm)).toBe('fine');
    expect(judge({ ...calm, inside: { ...inside, forMs: 600, cpuMs: 60 } })).toBe('fine');
    expect(judge({ ...calm, silentForMs: 4_000, rssBytes: null })).toBe('fine');
  });

  it('finds a run that used its CPU and did not stop', () => {
    expect(judge({ ...calm, inside: { ...inside, forMs: 320, cpuMs: 301 } })).toBe('wedged');
  });

  it('does not blame a function for a busy machine before the stretched deadline', () => {
    expect(judge({ ...calm, inside: { ...inside, forMs: 1_399, cpuMs: null } })).toBe('fine');
    expect(judge({ ...calm, inside: { ...inside, forMs: 1_401, cpuMs: null } })).toBe('wedged');
    expect(judge({ ...calm, inside: { ...inside, forMs: 10_000, cpuMs: 40 } })).toBe('fine');
  });

  it('gives no run longer than the wall limit', () => {
    const long = { ...inside, cpuLimitMs: 60_000, wallLimitMs: 200 };
    expect(judge({ ...calm, inside: { ...long, forMs: 1_201 } })).toBe('wedged');
    expect(judge({ ...calm, inside: { ...long, forMs: 460, cpuMs: 451 } })).toBe('wedged');
  });

  it('finds silence only where no guest code runs', () => {
    expect(judge({ ...calm, silentForMs: 5_001 })).toBe('silent');
    expect(judge({ ...calm, silentForMs: 5_001, inside })).toBe('fine');
  });

  it('tells growth from memory that was only kept', () => {
    const large = { ...calm, rssBytes: 513 * mb };
    expect(judge({ ...large, grownBytes: 20 * mb })).toBe('memory');
    expect(judge({ ...large, grownBytes: mb })).toBe('bloated');
    expect(judge({ ...large, grownBytes: 20 * mb, invocations: 0 })).toBe('bloated');
  });

  it('gives room for the largest isolate at work, not for all at once', () => {
    const isolate = { heapBytes: 0, heapLimitMb: 128, busy: false };
    const alone = residentLimitBytes([{ ...isolate, busy: true }]);
    const among = residentLimitBytes([{ ...isolate, busy: true }, ...Array.from({ length: 100 }, () => isolate)]);
    expect(alone).toBe(516 * mb);
    expect(among - alone).toBe(400 * mb);
  });
});
