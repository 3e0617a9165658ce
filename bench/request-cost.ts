/**
 * What a request costs: CPU microseconds of the engine and its sandboxes, and of bare node:http beside them. Unlike
 * rates, these say something on a busy machine, too. `--tasks hello,count` and `--connections N` choose.
 */
import { readdir, readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';

import { build } from '../scripts/build.ts';
import { load } from './load.ts';
import { startBareNode } from './peers/bare-node.ts';
import { startNexo } from './peers/nexo.ts';
import { tasks, type Peer } from './peers/peer.ts';
import { median } from './report.ts';

const { values } = parseArgs({
  options: {
    tasks: { type: 'string', default: tasks.map(({ path }) => path).join(',') },
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
  for (const task of tasks.filter(({ path }) => values.tasks.split(',').includes(path))) {
    for (const peer of peers) console.log(`${task.name}, ${peer.name}: ${await cost(peer, task)}`);
  }
} finally {
  await Promise.all(peers.map((peer) => peer.stop()));
}

async function cost(peer: Peer, task: { path: string; body?: string }): Promise<string> {
  const options = { url: `${peer.url}/${task.path}`, body: task.body, connections, durationMs };
  await load(options);
  const rounds: { own: number; below: number; rate: number }[] = [];
  for (let round = 0; round < Number(values.rounds); round++) {
    const before = await cpuMicros(peer.pid);
    const { requestsPerSecond, failed } = await load(options);
    const after = await cpuMicros(peer.pid);
    if (failed > 0) throw new Error(`${failed} requests failed`);
    const requests = (requestsPerSecond * durationMs) / 1_000;
    rounds.push({
      own: (after.own - before.own) / requests,
      below: (after.below - before.below) / requests,
      rate: requestsPerSecond,
    });
  }
  const of = (key: 'own' | 'below' | 'rate'): number => median(rounds.map((round) => round[key]));
  const sandboxes = of('below') > 0 ? `, sandboxes ${of('below').toFixed(1)} µs` : '';
  return `${of('own').toFixed(1)} µs${sandboxes} a request, at ${Math.round(of('rate'))} a second`;
}

/** User and system time of a process and of all below it, from /proc; the clock's grain is 10 ms. */
async function cpuMicros(pid: number): Promise<{ own: number; below: number }> {
  const fields = (await readFile(`/proc/${pid}/stat`, 'utf8')).split(') ')[1]?.split(' ') ?? [];
  let below = 0;
  for (const task of await readdir(`/proc/${pid}/task`)) {
    const children = await readFile(`/proc/${pid}/task/${task}/children`, 'utf8');
    for (const child of children.split(' ').filter(Boolean)) {
      const of = await cpuMicros(Number(child));
      below += of.own + of.below;
    }
  }
  return { own: (Number(fields[11]) + Number(fields[12])) * 10_000, below };
}
