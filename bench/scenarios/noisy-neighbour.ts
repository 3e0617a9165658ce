import { availableParallelism } from 'node:os';

import { Connection, requestBytes } from '../connection.ts';
import { pacedLoad, type LoadResult } from '../load.ts';
import { helloFunction, startNexoServer } from '../peers/nexo.ts';
import { median } from '../report.ts';
import { atMost, type Scenario } from '../scenario.ts';

const requestsPerSecond = 200;

/** One function answers a steady trickle of requests; another runs to its CPU limit again and again on every core. */
export const noisyNeighbour: Scenario = {
  name: 'noisy-neighbour',
  async run({ short, rounds, sliceMs }) {
    const server = await startNexoServer();
    try {
      const quiet = await server.deploy('quiet', helloFunction);
      const noisy = await server.deploy('noisy', 'function handler() { for (;;); }');
      const measure = (): Promise<LoadResult> =>
        pacedLoad({ url: quiet, connections: 16, durationMs: sliceMs * 2, requestsPerSecond });
      await measure();
      const alone: LoadResult[] = [];
      const beside: LoadResult[] = [];
      for (let round = 0; round < rounds; round++) {
        alone.push(await measure());
        const stop = await spin(noisy, availableParallelism());
        beside.push(await measure());
        await stop();
      }
      const failed = [...alone, ...beside].reduce((sum, result) => sum + result.failed, 0);
      if (failed > 0) throw new Error(`${failed} requests of the quiet function failed`);
      const p99 = (results: readonly LoadResult[]): number => median(results.map(({ p99Ms }) => p99Ms));
      const p50 = (results: readonly LoadResult[]): number => median(results.map(({ p50Ms }) => p50Ms));
      const row = (name: string, results: readonly LoadResult[]) => ({
        neighbour: name,
        'p50 ms': p50(results).toFixed(2),
        'p99 ms': p99(results).toFixed(2),
      });
      return {
        tables: [
          {
            title: `Noisy neighbour: ${requestsPerSecond} requests/s beside endless loops on ${availableParallelism()} connections`,
            rows: [row('none', alone), row('at its CPU limit', beside)],
          },
        ],
        aims: short ? [] : [atMost('noisy neighbour: p99, of the p99 without', 3, p99(beside) / p99(alone))],
      };
    } finally {
      await server.stop();
    }
  },
};

/** Calls `url` over and over on some connections. Resolves once each had its first answer. */
async function spin(url: string, connections: number): Promise<() => Promise<void>> {
  const request = requestBytes(url);
  let stopping = false;
  const loops: Promise<void>[] = [];
  const begun = Array.from({ length: connections }, async () => {
    const connection = await Connection.open(url);
    await connection.ask(request);
    loops.push(
      (async () => {
        while (!stopping) await connection.ask(request);
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
