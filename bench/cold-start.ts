import { percentile } from './load.ts';
import { helloFunction, type NexoServer } from './peers/nexo.ts';
import type { Row } from './report.ts';

/**
 * From the acknowledged deploy of a function that never ran to its first response, and the second response of the
 * same function beside it. Over HTTP, one at a time.
 */
export async function measureColdStart(server: NexoServer, functions: number): Promise<Row[]> {
  const first: number[] = [];
  const second: number[] = [];
  for (let index = 0; index < functions; index++) {
    const url = await server.deploy(`cold-${index}`, helloFunction);
    first.push(await timeRequest(url));
    second.push(await timeRequest(url));
  }
  return [toRow('first response (cold)', first), toRow('second response (warm)', second)];
}

async function timeRequest(url: string): Promise<number> {
  const startedAt = performance.now();
  const response = await fetch(url);
  await response.arrayBuffer();
  if (response.status !== 200) throw new Error(`${url} answered ${response.status}`);
  return performance.now() - startedAt;
}

function toRow(what: string, times: number[]): Row {
  const sorted = times.toSorted((a, b) => a - b);
  const ms = (share: number): string => percentile(sorted, share).toFixed(2);
  return { what, functions: String(times.length), 'p50 ms': ms(0.5), 'p90 ms': ms(0.9), 'p99 ms': ms(0.99) };
}
