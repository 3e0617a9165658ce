import { availableParallelism } from 'node:os';

import { load } from '../load.ts';
import { startNexoServer, type NexoServer } from '../peers/nexo.ts';
import { median, spread } from '../report.ts';
import type { Scenario } from '../scenario.ts';

/** About a millisecond of CPU, so that sandboxes do most of the work. */
const computing = `function handler() {
  let sum = 0;
  for (let n = 0; n < 1_000_000; n++) sum += n % 7;
  return { sum };
}`;

/** Functions that compute, called together, with one sandbox, two, and so on to the number of cores. */
export const scaling: Scenario = {
  name: 'scaling',
  async run({ short, rounds, sliceMs }) {
    const counts = short ? [2] : sandboxCounts(availableParallelism());
    const servers: NexoServer[] = [];
    try {
      for (const count of counts) {
        servers.push(await startNexoServer({ env: { NEXO_SANDBOXES: String(count) } }));
      }
      const urls = new Map<NexoServer, string[]>();
      for (const server of servers) urls.set(server, await deployAll(server, 8));
      const run = async (server: NexoServer): Promise<number> => {
        const all = (urls.get(server) ?? []).map((url) => load({ url, connections: 4, durationMs: sliceMs }));
        return (await Promise.all(all)).reduce((sum, { requestsPerSecond }) => sum + requestsPerSecond, 0);
      };
      const results = new Map<NexoServer, number[]>(servers.map((server) => [server, []]));
      for (const server of servers) await run(server);
      for (let round = 0; round < rounds; round++) {
        for (const server of servers) results.get(server)?.push(await run(server));
      }
      const [base = []] = results.values();
      return {
        tables: [
          {
            title: 'Scaling: 8 functions that compute for about 1 ms, on 32 connections; median (min–max)',
            rows: [...results.values()].map((own, index) => ({
              sandboxes: String(counts[index]),
              'requests/s': Math.round(median(own)).toLocaleString('en'),
              'of one sandbox': spread(
                own.map((rate, round) => rate / (base[round] ?? Number.NaN)),
                2,
              ),
            })),
          },
        ],
        aims: [],
      };
    } finally {
      await Promise.all(servers.map((server) => server.stop()));
    }
  },
};

function sandboxCounts(cores: number): number[] {
  const counts = [1, 2];
  for (let count = 4; count <= cores; count *= 2) counts.push(count);
  return counts;
}

async function deployAll(server: NexoServer, functions: number): Promise<string[]> {
  const urls: string[] = [];
  for (let index = 0; index < functions; index++) urls.push(await server.deploy(`computing-${index}`, computing));
  return urls;
}
