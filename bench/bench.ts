/**
 * `npm run bench`: Nexo beside its peers, in turn, in one run on one machine, as ratios with their spread.
 * Prints a Markdown report; `--out FILE` also writes it, `--short` is for finding breakage, not for figures.
 */
import { writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';

import workerdPackage from 'workerd/package.json' with { type: 'json' };

import { build } from '../scripts/build.ts';
import { measureColdStart } from './cold-start.ts';
import { measureIdleIsolates } from './idle-isolates.ts';
import { measureIsolateStart } from './isolate-start.ts';
import { startBareNode } from './peers/bare-node.ts';
import { tasks } from './peers/peer.ts';
import { startNexo, startNexoServer } from './peers/nexo.ts';
import { startWorkerd } from './peers/workerd.ts';
import { describeCommit, describeMachine, section } from './report.ts';
import { measureThroughput } from './throughput.ts';

const { values } = parseArgs({ options: { short: { type: 'boolean', default: false }, out: { type: 'string' } } });
const size = values.short
  ? { rounds: 1, sliceMs: 300, connections: 16, coldStarts: 5, idleIsolates: 10, isolates: 5 }
  : { rounds: 7, sliceMs: 2_000, connections: 64, coldStarts: 200, idleIsolates: 200, isolates: 100 };

await build('engine');
const parts = [
  `# Benchmark, ${new Date().toISOString().slice(0, 10)}, commit ${describeCommit()}\n`,
  describeMachine({ node: process.version, workerd: workerdPackage.version }),
  await throughput(),
  await coldStart(),
  await memory(),
  section('An isolate: start, prelude and heap', await measureIsolateStart(size.isolates)),
];
const report = parts.join('\n');
process.stdout.write(report);
if (values.out) await writeFile(values.out, report);

async function throughput(): Promise<string> {
  const peers = [await startBareNode(), await startNexo(), await startWorkerd()];
  try {
    const how = `${size.connections} connections, ${size.rounds} rounds of ${size.sliceMs} ms in turn`;
    const sections: string[] = [];
    for (const task of tasks) {
      const rows = await measureThroughput(peers, { task, ...size });
      sections.push(section(`Warm throughput: ${task.name}, ${how}; median (min–max)`, rows));
    }
    return sections.join('\n');
  } finally {
    await Promise.all(peers.map((peer) => peer.stop()));
  }
}

async function coldStart(): Promise<string> {
  const server = await startNexoServer();
  try {
    const rows = await measureColdStart(server, size.coldStarts);
    return section('Cold start: deploy acknowledged to response, over HTTP', rows);
  } finally {
    await server.stop();
  }
}

async function memory(): Promise<string> {
  const server = await startNexoServer();
  try {
    return section('Memory', await measureIdleIsolates(server, size.idleIsolates));
  } finally {
    await server.stop();
  }
}
