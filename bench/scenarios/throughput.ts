import { load, pacedLoad, type LoadResult } from '../load.ts';
import { tasks, type Peer, type Task } from '../peers/peer.ts';
import { startPeers, stopPeers } from '../peers/peers.ts';
import { median, spread, type Row } from '../report.ts';
import { atLeast, atMost, type Aim, type Finding, type Scenario, type Size } from '../scenario.ts';

/** All peers alive together and loaded in turn, round after round: a drift of the machine meets every one of them. */
export const throughput: Scenario = {
  name: 'throughput',
  async run(size) {
    const peers = await startPeers();
    try {
      const found: Finding = { tables: [], aims: [] };
      for (const task of Object.values(tasks)) {
        const results = await inTurn(peers, size.rounds, (peer) => load(loadOf(peer, task, size)));
        found.tables.push({ title: `Warm throughput: ${task.name}; ${conditions(size)}`, rows: rowsOf(results) });
        found.aims.push(...throughputAims(task, results));
        if (task !== tasks.hello) continue;
        const half = await inTurn(peers, size.rounds, (peer) => {
          const requestsPerSecond = median((results.get(peer) ?? []).map((one) => one.requestsPerSecond)) / 2;
          return pacedLoad({ ...loadOf(peer, task, size), requestsPerSecond });
        });
        found.tables.push({ title: `At half of its peak: ${task.name}; ${conditions(size)}`, rows: rowsOf(half) });
        found.aims.push(...latencyAims(half));
      }
      return found;
    } finally {
      await stopPeers(peers);
    }
  },
};

type Results = Map<Peer, LoadResult[]>;

function loadOf(peer: Peer, task: Task, { connections, sliceMs }: Size) {
  return { url: `${peer.url}/${task.path}`, body: task.body, connections, durationMs: sliceMs };
}

function conditions({ connections, rounds, sliceMs }: Size): string {
  return `${connections} connections, ${rounds} rounds of ${sliceMs} ms in turn, median (min–max)`;
}

async function inTurn(
  peers: readonly Peer[],
  rounds: number,
  run: (peer: Peer) => Promise<LoadResult>,
): Promise<Results> {
  const results: Results = new Map(peers.map((peer) => [peer, []]));
  for (const peer of peers) await run(peer);
  for (let round = 0; round < rounds; round++) {
    for (const peer of peers) {
      const result = await run(peer);
      if (peer.name === 'Nexo' && result.failed > 0) throw new Error(`Nexo: ${result.failed} requests failed`);
      results.get(peer)?.push(result);
    }
  }
  return results;
}

function rowsOf(results: Results): Row[] {
  const [base = []] = results.values();
  return [...results].map(([peer, own]) => ({
    server: peer.name,
    'requests/s': Math.round(median(own.map((one) => one.requestsPerSecond))).toLocaleString('en'),
    'of bare node': spread(ratios(own, base, 'requestsPerSecond'), 2),
    'p50 ms': spread(
      own.map((one) => one.p50Ms),
      2,
    ),
    'p99 ms': spread(
      own.map((one) => one.p99Ms),
      2,
    ),
    'not 200': String(own.reduce((sum, { failed }) => sum + failed, 0)),
  }));
}

function ratios(own: readonly LoadResult[], base: readonly LoadResult[], of: 'requestsPerSecond' | 'p99Ms'): number[] {
  return own.map((result, round) => result[of] / (base[round]?.[of] ?? Number.NaN));
}

function nexoTo(results: Results, other: string, of: 'requestsPerSecond' | 'p99Ms'): number {
  const byName = new Map([...results].map(([peer, own]) => [peer.name, own]));
  return median(ratios(byName.get('Nexo') ?? [], byName.get(other) ?? [], of));
}

function throughputAims(task: Task, results: Results): Aim[] {
  const toWorkerd = nexoTo(results, 'workerd', 'requestsPerSecond');
  const aims = [atLeast(`${task.name}: of workerd`, 2, toWorkerd)];
  if (task === tasks.hello) {
    aims.unshift(
      atLeast(`${task.name}: of bare node:http`, 0.5, nexoTo(results, 'bare node:http', 'requestsPerSecond')),
    );
  }
  return aims;
}

function latencyAims(results: Results): Aim[] {
  return [
    atMost('p99 at half of its peak: of workerd', 1, nexoTo(results, 'workerd', 'p99Ms')),
    atMost('p99 at half of its peak: of bare node:http', 3, nexoTo(results, 'bare node:http', 'p99Ms')),
  ];
}
