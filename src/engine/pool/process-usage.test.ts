import { describe, expect, it } from 'vitest';

import { readMainThreadCpuMs, readMappings, rssFromStatus, rssReader } from './process-usage.ts';

describe('process usage', () => {
  it('reads resident memory out of a status file', () => {
    expect(rssFromStatus('Name:\tnode\nVmRSS:\t   2048 kB\nThreads:\t7\n')).toBe(2_097_152);
    expect(rssFromStatus('')).toBeNull();
  });

  it.runIf(process.platform !== 'win32')('measures this process', async () => {
    expect(await rssReader(process.platform)(process.pid)).toBeGreaterThan(10_000_000);
    expect(await rssReader('darwin')(process.pid)).toBeGreaterThan(10_000_000);
  });

  it('says that it does not know', async () => {
    expect(await rssReader('win32')(process.pid)).toBeNull();
    expect(await rssReader('linux')(2 ** 30)).toBeNull();
    expect(readMainThreadCpuMs(2 ** 30)).toBeNull();
  });

  it.runIf(process.platform === 'linux')('counts the mappings of a process', async () => {
    expect(await readMappings(process.pid)).toBeGreaterThan(50);
    expect(await readMappings(2 ** 30)).toBeNull();
  });

  it.runIf(process.platform === 'linux')('measures the CPU of a main thread', () => {
    expect(readMainThreadCpuMs(process.pid)).toBeGreaterThan(10);
  });
});
