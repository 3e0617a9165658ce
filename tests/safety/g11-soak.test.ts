/** An engine that is killed under load, with its sandboxes: a short form of `npm run soak`. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { percentile } from '../../bench/load.ts';
import { countCases, isFullLength, lengthOf } from './case-count.ts';
import { soak, type SoakResult } from './support/soak.ts';

const length = lengthOf({
  short: { seconds: 14, requestsPerSecond: 50, killEverySeconds: 4, leastKills: 2 },
  full: { seconds: 600, requestsPerSecond: 200, killEverySeconds: 20, leastKills: 25 },
});

describe.runIf(process.platform === 'linux')(`${length.seconds} seconds of load and kills`, () => {
  let workspace: string;
  let result: SoakResult;
  beforeAll(
    async () => {
      workspace = await mkdtemp(join(tmpdir(), 'nexo-soak-'));
      result = await soak({ workspace, seed: 11, ...length });
    },
    (length.seconds + 120) * 1_000,
  );
  afterAll(() => rm(workspace, { recursive: true, force: true }));

  it('give no wrong answer and lose no acknowledged write', { tags: 'g11' }, (context) => {
    expect(result.wrong).toEqual([]);
    expect(result.lost).toEqual([]);
    expect(result.right).toBeGreaterThan(0);
    expect(result.acknowledgedWrites).toBeGreaterThan(0);
    countCases(context, { passed: result.requests + result.acknowledgedWrites, failed: 0 });
  });

  it('turn hardly anybody away but for two seconds after a kill', { tags: 'g11' }, () => {
    const { calmFailures, requests } = result;
    expect(calmFailures.slice(0, Math.max(0, calmFailures.length - requests * 0.005))).toEqual([]);
  });

  // Lives of ten seconds and more, of which there are none in CI's form.
  it.runIf(isFullLength)('leave memory and open files as they were', { tags: 'g11' }, () => {
    const { hostMb, engineMb, engineFiles } = result.memory;
    const third = Math.floor(engineMb.length / 3);
    const [first, last] = [engineMb.slice(0, third), engineMb.slice(-third)].map(medianOf);
    const [few, many] = [engineFiles.slice(0, third), engineFiles.slice(-third)].map(medianOf);
    const [before, after] = hostMb.map(Math.round);
    console.log(
      `engines: ${first} MB in the first third, ${last} MB in the last, ${few} files open in the first, ${many} in the last`,
    );
    console.log(`the process that supervises and asks: ${before} MB at first, ${after} MB at the end`);
    expect(last! - first!).toBeLessThanOrEqual(10);
    expect(many! - few!).toBeLessThanOrEqual(20);
  });

  it('are served again after each kill of the engine', { tags: 'g12' }, (context) => {
    expect(result.recoveriesMs).toHaveLength(result.kills.engine);
    expect(result.kills.engine).toBeGreaterThanOrEqual(length.leastKills);
    expect(result.kills.sandbox).toBeGreaterThan(0);
    // Pauses between quick kills included; `npm run bench -- --only crash` times the first one.
    const [p50, p99] = [0.5, 0.99].map((share) =>
      percentile(
        result.recoveriesMs.toSorted((a, b) => a - b),
        share,
      ),
    );
    console.log(`crash of the engine to the first good answer: p50 ${p50?.toFixed(0)} ms, p99 ${p99?.toFixed(0)} ms`);
    countCases(context, { passed: result.recoveriesMs.length, failed: 0 });
  });
});

function medianOf(numbers: readonly number[]): number {
  return Math.round(numbers.toSorted((a, b) => a - b)[numbers.length >> 1] ?? 0);
}
