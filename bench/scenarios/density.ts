import { mkdtemp, rm } from 'node:fs/promises';
import { freemem, tmpdir } from 'node:os';
import path from 'node:path';

import type { Stats } from '../../src/contract/stats.ts';
import { Connection, requestBytes } from '../connection.ts';
import { percentile } from '../load.ts';
import { startNexoServer, type NexoServer } from '../peers/nexo.ts';
import { costOf } from '../process-cost.ts';
import { atLeast, atMost, type Scenario } from '../scenario.ts';
import { writeFunctions } from '../write-functions.ts';

const mb = 1_048_576;
/** The server ends a connection after a thousand requests. */
const requestsEach = 500;

/** More functions than there is memory for: how many live at once, what each takes, and what waking one costs. */
export const density: Scenario = {
  name: 'density',
  async run({ short }) {
    const functions = short ? 120 : 10_000;
    const memoryMb = short ? 400 : Math.min(16_384, Math.floor((freemem() / mb) * 0.75));
    const workspace = await mkdtemp(path.join(tmpdir(), 'nexo-bench-density-'));
    writeFunctions(workspace, functions);
    const server = await startNexoServer({ workspace, env: { NEXO_MEMORY_MB: String(memoryMb) } });
    let connection = await Connection.open(server.url, true);
    let asked = 0;
    const call = async (index: number): Promise<number> => {
      if (++asked % requestsEach === 0) {
        connection.close();
        connection = await Connection.open(server.url, true);
      }
      const startedAt = performance.now();
      const { ok, body } = await connection.ask(requestBytes(`${server.url}/fn/f/${index}`));
      if (!ok || !body.includes(`{"answer":${index}}`)) throw new Error(`f${index} answered ${body}`);
      return performance.now() - startedAt;
    };
    try {
      // What a sandbox needs once is not an isolate's: the first calls bring all of them.
      for (let index = 0; index < 16; index++) await call(index);
      await settled(server);
      const before = { cost: costOf(server.pid), live: (await statsOf(server)).live };
      for (let index = 16; index < functions; index++) await call(index);
      const { live, pool } = await statsOf(server);
      const cost = costOf(server.pid);
      const wakes: number[] = [];
      // The first functions were put to sleep first.
      for (let index = 0; index < Math.min(200, functions - live); index++) wakes.push(await call(index));
      wakes.sort((a, b) => a - b);
      const each = (cost.residentMb - before.cost.residentMb) / (live - before.live);
      const expected = (memoryMb / 16_384) * 5_000;
      const figures = {
        functions: functions.toLocaleString('en'),
        'memory set MB': memoryMb.toLocaleString('en'),
        'live isolates': live.toLocaleString('en'),
        'put to sleep': (pool.evictions.memory + pool.evictions.mappings).toLocaleString('en'),
        'resident MB': cost.residentMb.toFixed(0),
        'MB each': each.toFixed(2),
        'wake p50 ms': percentile(wakes, 0.5).toFixed(1),
        'wake p99 ms': percentile(wakes, 0.99).toFixed(1),
      };
      return {
        tables: [{ title: 'Density: every function called once, then the first ones again', rows: [figures] }],
        aims: [
          atMost('an idle isolate, its part of the engine included', 2.5, each, ' MB'),
          atLeast('live isolates in 16 GB (in proportion to the memory set)', 5_000, (live / expected) * 5_000, '', 0),
        ],
      };
    } finally {
      connection.close();
      await server.stop();
      await rm(workspace, { recursive: true, force: true });
    }
  },
};

async function statsOf(server: NexoServer): Promise<{ live: number; pool: Stats['pool'] }> {
  const { pool } = (await (await fetch(`${server.url}/stats`)).json()) as Stats;
  return { live: pool.sandboxes.reduce((sum, { isolateCount }) => sum + isolateCount, 0), pool };
}

/** Every sandbox and the spare have started. */
async function settled(server: NexoServer): Promise<void> {
  for (;;) {
    const { pool } = await statsOf(server);
    if (pool.sandboxes.length > pool.sizing.sandboxes && pool.sandboxes.every(({ state }) => state === 'ready')) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
