import { readdir, readFile } from 'node:fs/promises';

import { helloFunction, type NexoServer } from './peers/nexo.ts';
import type { Row } from './report.ts';

/** Resident memory of the engine and its sandboxes before and after waking functions, divided by their number. */
export async function measureIdleIsolates(server: NexoServer, functions: number): Promise<Row[]> {
  // One function in each sandbox first: what a sandbox needs once is not an isolate's.
  await wake(server, 'settle', 8);
  const before = await residentMb(server.pid);
  await wake(server, 'idle', functions);
  const after = await residentMb(server.pid);
  return [
    { what: 'engine and sandboxes, 8 isolates', MB: before.toFixed(0) },
    { what: `the same with ${functions} more isolates`, MB: after.toFixed(0) },
    { what: 'per idle isolate, prelude included', MB: ((after - before) / functions).toFixed(2) },
  ];
}

async function wake(server: NexoServer, prefix: string, count: number): Promise<void> {
  for (let index = 0; index < count; index++) {
    const response = await fetch(await server.deploy(`${prefix}-${index}`, helloFunction));
    await response.arrayBuffer();
  }
}

/** Resident memory of a process and all below it, from /proc. */
async function residentMb(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8');
  const own = Number(/^VmRSS:\s+(\d+) kB/m.exec(status)?.[1] ?? 0) / 1024;
  const below = await Promise.all((await childrenOf(pid)).map(residentMb));
  return below.reduce((sum, mb) => sum + mb, own);
}

async function childrenOf(pid: number): Promise<number[]> {
  const tasks = await readdir(`/proc/${pid}/task`);
  const lists = await Promise.all(tasks.map((task) => readFile(`/proc/${pid}/task/${task}/children`, 'utf8')));
  return lists.flatMap((list) => list.split(' ').filter(Boolean).map(Number));
}
