import { Connection, requestBytes } from '../connection.ts';
import { percentile } from '../load.ts';
import { startNexoServer } from '../peers/nexo.ts';
import { median } from '../report.ts';
import { atLeast, atMost, type Scenario } from '../scenario.ts';

const concurrent = 16;
/** As many clients as keep it busy, and ten times as many, which is more than may wait. */
const clients = { peak: concurrent * 2, overload: concurrent * 20 };
const work = `function handler() { let sum = 0; for (let i = 0; i < 200_000; i++) sum += i; return { sum }; }`;

/** Ten times the clients that keep it busy, each asking again as soon as it is answered or turned away. */
export const overload: Scenario = {
  name: 'overload',
  async run({ short, rounds, sliceMs }) {
    const server = await startNexoServer({ env: { NEXO_MAX_CONCURRENT: `${concurrent}` } });
    try {
      const url = await server.deploy('work', work);
      await storm(url, clients.peak, sliceMs);
      const peaks: Storm[] = [];
      const overloads: Storm[] = [];
      for (let round = 0; round < rounds; round++) {
        peaks.push(await storm(url, clients.peak, sliceMs));
        overloads.push(await storm(url, clients.overload, sliceMs));
      }
      const ratio = median(overloads.map(({ goodPerSecond }, index) => goodPerSecond / peaks[index]!.goodPerSecond));
      const p99s = overloads.map(({ p99Ms }, index) => p99Ms / peaks[index]!.p99Ms);
      const row = (name: string, storms: readonly Storm[]) => ({
        clients: name,
        'answered/s': median(storms.map(({ goodPerSecond }) => goodPerSecond)).toFixed(0),
        'turned away/s': median(storms.map(({ refusedPerSecond }) => refusedPerSecond)).toFixed(0),
        'p99 of the answered ms': median(storms.map(({ p99Ms }) => p99Ms)).toFixed(1),
      });
      return {
        tables: [
          {
            title: `Overload: ${concurrent} calls at once, ${concurrent * 10} more may wait`,
            rows: [row(`${clients.peak}`, peaks), row(`${clients.overload}`, overloads)],
          },
        ],
        aims: short
          ? []
          : [
              atLeast('overload tenfold: answered, of the peak', 0.8, ratio),
              // The queue is ten times as long as what runs: who waits in it waits so much longer, and no more.
              atMost('overload tenfold: p99 of the answered, of the peak’s', 15, median(p99s)),
            ],
      };
    } finally {
      await server.stop();
    }
  },
};

interface Storm {
  goodPerSecond: number;
  refusedPerSecond: number;
  p99Ms: number;
}

async function storm(url: string, count: number, durationMs: number): Promise<Storm> {
  const request = requestBytes(url);
  const latencies: number[] = [];
  let refused = 0;
  const connections = await Promise.all(Array.from({ length: count }, () => Connection.open(url)));
  const startedAt = performance.now();
  const endsAt = startedAt + durationMs;
  const client = async (connection: Connection): Promise<void> => {
    let current = connection;
    while (performance.now() < endsAt) {
      const sentAt = performance.now();
      const { ok } = await current.ask(request);
      if (ok) latencies.push(performance.now() - sentAt);
      else refused++;
      if (!current.isOpen) current = await Connection.open(url);
    }
    current.close();
  };
  await Promise.all(connections.map(client));
  const seconds = (performance.now() - startedAt) / 1_000;
  if (latencies.length === 0) throw new Error('nothing was answered under overload');
  const sorted = latencies.toSorted((a, b) => a - b);
  return {
    goodPerSecond: latencies.length / seconds,
    refusedPerSecond: refused / seconds,
    p99Ms: percentile(sorted, 0.99),
  };
}
