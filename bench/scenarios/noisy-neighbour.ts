import { mkdtemp, rm } from 'node:fs/promises';
import { availableParallelism, tmpdir } from 'node:os';
import path from 'node:path';

import { hostileFunctions } from '../../tests/safety/hostile/collection.ts';
import { writeHostile } from '../../tests/safety/hostile/hostile-function.ts';
import { Connection, requestBytes } from '../connection.ts';
import { pacedLoad, type LoadResult } from '../load.ts';
import { helloFunction, startNexoServer } from '../peers/nexo.ts';
import { median } from '../report.ts';
import { atMost, type Scenario } from '../scenario.ts';

const requestsPerSecond = 200;

/**
 * One function answers a steady trickle of requests; beside it another runs to its CPU limit again and again on every
 * core, or the hostile functions of the safety tests do their worst, one after the other.
 */
export const noisyNeighbour: Scenario = {
  name: 'noisy-neighbour',
  async run({ short, rounds, sliceMs }) {
    const workspace = await mkdtemp(path.join(tmpdir(), 'nexo-bench-'));
    const hostile = Object.values(hostileFunctions).flat();
    for (const one of hostile) await writeHostile(workspace, one);
    const server = await startNexoServer({ workspace });
    try {
      const quiet = await server.deploy('quiet', helloFunction);
      const noisy = await server.deploy('noisy', 'function handler() { for (;;); }');
      const durationMs = sliceMs * 2;
      const measure = (): Promise<LoadResult> =>
        pacedLoad({ url: quiet, connections: 16, durationMs, requestsPerSecond });
      const measureBeside = async (urls: readonly string[]): Promise<LoadResult> => {
        const stop = await callInTurn(urls, availableParallelism());
        const result = await measure();
        await stop();
        return result;
      };
      await measure();
      const alone: LoadResult[] = [];
      const besideLoops: LoadResult[] = [];
      const besideHostile: LoadResult[] = [];
      for (let round = 0; round < rounds; round++) {
        alone.push(await measure());
        besideLoops.push(await measureBeside([noisy]));
        besideHostile.push(await measureBeside(hostile.map(({ name }) => `${server.url}/fn/${name}`)));
      }
      const failed = failuresOf([...alone, ...besideLoops]);
      if (failed > 0) throw new Error(`${failed} requests of the quiet function failed`);
      const p99 = (results: readonly LoadResult[]): number => median(results.map(({ p99Ms }) => p99Ms));
      const p50 = (results: readonly LoadResult[]): number => median(results.map(({ p50Ms }) => p50Ms));
      const row = (name: string, results: readonly LoadResult[]) => ({
        neighbour: name,
        'p50 ms': p50(results).toFixed(2),
        'p99 ms': p99(results).toFixed(2),
        'not 200': `${failuresOf(results)}`,
      });
      // Who began in a sandbox that another broke is sent away with 503, to come again.
      const sentAway = failuresOf(besideHostile) / ((rounds * requestsPerSecond * durationMs) / 1_000);
      return {
        tables: [
          {
            title: `Noisy neighbour: ${requestsPerSecond} requests/s beside others called on ${availableParallelism()} connections`,
            rows: [
              row('none', alone),
              row('an endless loop', besideLoops),
              row(`${hostile.length} hostile functions`, besideHostile),
            ],
          },
        ],
        aims: short
          ? []
          : [
              atMost('noisy neighbour: p99, of the p99 without', 3, p99(besideLoops) / p99(alone)),
              atMost('hostile neighbours: p99, of the p99 without', 3, p99(besideHostile) / p99(alone)),
              atMost('hostile neighbours: sent away, of all', 0.05, sentAway, '', 3),
            ],
      };
    } finally {
      await server.stop();
      await rm(workspace, { recursive: true, force: true });
    }
  },
};

function failuresOf(results: readonly LoadResult[]): number {
  return results.reduce((sum, { failed }) => sum + failed, 0);
}

/** Calls one after the other, over and over, on some connections. Resolves once each had its first answer. */
async function callInTurn(urls: readonly string[], connections: number): Promise<() => Promise<void>> {
  const requests = urls.map((url) => requestBytes(url));
  const [anyUrl = ''] = urls;
  let stopping = false;
  let calls = 0;
  const loops: Promise<void>[] = [];
  const begun = Array.from({ length: connections }, async () => {
    let connection = await Connection.open(anyUrl);
    const call = async (): Promise<void> => {
      if (!connection.isOpen) connection = await Connection.open(anyUrl);
      await connection.ask(requests[calls++ % requests.length]!);
    };
    await call();
    loops.push(
      (async () => {
        while (!stopping) await call();
        connection.close();
      })(),
    );
  });
  await Promise.all(begun);
  return async () => {
    stopping = true;
    await Promise.all(loops);
  };
}
