import { load, type LoadResult } from './load.ts';
import type { Peer } from './peers/peer.ts';
import { median, spread, type Row } from './report.ts';

export interface ThroughputOptions {
  task: { path: string; body?: string };
  rounds: number;
  sliceMs: number;
  connections: number;
}

/** Loads all peers in turn, round after round, so that a drift of the machine meets every one of them. */
export async function measureThroughput(peers: readonly Peer[], options: ThroughputOptions): Promise<Row[]> {
  const { task, rounds, sliceMs: durationMs, connections } = options;
  const run = (peer: Peer): Promise<LoadResult> =>
    load({ url: `${peer.url}/${task.path}`, body: task.body, connections, durationMs });
  const results = new Map<Peer, LoadResult[]>(peers.map((peer) => [peer, []]));
  for (const peer of peers) await run(peer);
  for (let round = 0; round < rounds; round++) {
    for (const peer of peers) results.get(peer)?.push(await run(peer));
  }
  const [base = []] = results.values();
  return peers.map((peer) => row(peer, results.get(peer) ?? [], base));
}

function row(peer: Peer, results: LoadResult[], base: LoadResult[]): Row {
  const failed = results.reduce((sum, result) => sum + result.failed, 0);
  const ratios = results.map(
    (result, round) => result.requestsPerSecond / (base[round]?.requestsPerSecond ?? Number.NaN),
  );
  return {
    server: peer.name,
    'requests/s': Math.round(median(results.map((result) => result.requestsPerSecond))).toLocaleString('en'),
    'of bare node': spread(ratios, 2),
    'p50 ms': spread(
      results.map((result) => result.p50Ms),
      2,
    ),
    'p99 ms': spread(
      results.map((result) => result.p99Ms),
      2,
    ),
    'not 200': String(failed),
  };
}
