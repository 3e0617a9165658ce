/**
 * What a request costs: CPU microseconds of the engine and its sandboxes, and of bare node:http beside them. Unlike
 * rates, these say something on a busy machine, too. `--tasks hello,count` and `--connections N` choose.
 */
import { parseArgs } from 'node:util';

import { build } from '../scripts/build.ts';
import { load } from './load.ts';
import { startBareNode } from './peers/bare-node.ts';
import { startNexo } from './peers/nexo.ts';
import { tasks, type Peer, type Task } from './peers/peer.ts';
import { costOf, ownCpuMs } from './process-cost.ts';
import { median } from './report.ts';

const { values } = parseArgs({
  options: {
    tasks: { type: 'string', default: Object.keys(tasks).join(',') },
    connections: { type: 'string', default: '64' },
    rounds: { type: 'string', default: '5' },
    seconds: { type: 'string', default: '2' },
  },
});
const connections = Number(values.connections);
const durationMs = Number(values.seconds) * 1_000;

await build('engine');
const peers = [await startBareNode(), await startNexo()];
try {
  for (const task of Object.values(tasks).filter(({ path }) => values.tasks.split(',').includes(path))) {
    for (const peer of peers) console.log(`${task.name}, ${peer.name}: ${await cost(peer, task)}`);
  }
} finally {
  await Promise.all(peers.map((peer) => peer.stop()));
}

async function cost(peer: Peer, task: Task): Promise<string> {
  const options = { url: `${peer.url}/${task.path}`, body: task.body, connections, durationMs };
  await load(options);
  const rounds: { own: number; below: number; rate: number }[] = [];
  for (let round = 0; round < Number(values.rounds); round++) {
    const before = cpuOf(peer);
    const { requestsPerSecond: rate, failed } = await load(options);
    const after = cpuOf(peer);
    if (failed > 0) throw new Error(`${failed} requests failed`);
    const micros = 1_000_000 / (rate * durationMs);
    rounds.push({ own: (after.own - before.own) * micros, below: (after.below - before.below) * micros, rate });
  }
  const of = (key: 'own' | 'below' | 'rate'): number => median(rounds.map((round) => round[key]));
  const sandboxes = of('below') > 1 ? `, sandboxes ${of('below').toFixed(1)} µs` : '';
  return `${of('own').toFixed(1)} µs${sandboxes} a request, at ${Math.round(of('rate'))} a second`;
}

function cpuOf({ pid }: Peer): { own: number; below: number } {
  const own = ownCpuMs(pid);
  return { own, below: costOf(pid).cpuMs - own };
}
