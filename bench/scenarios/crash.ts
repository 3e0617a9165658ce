import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';

import { freePort } from '../../scripts/free-port.ts';
import type { Stats } from '../../src/contract/stats.ts';
import { createEngineHost, type EngineHost } from '../../src/main/engine-link/engine-host.ts';
import { startEngineProcess } from '../../src/main/engine-link/engine-process.ts';
import { Connection, requestBytes } from '../connection.ts';
import { percentile } from '../load.ts';
import { atMost, type Scenario } from '../scenario.ts';
import { writeFunctions } from '../write-functions.ts';

const script = path.resolve(import.meta.dirname, '../../out/engine/engine.js');
const clients = 8;
const pauseMs = 20;

/**
 * Kills the sandboxes of an engine, then the engine, each under a light load and supervised as in the app, and times how
 * long it takes until a function is answered again. It is always the first crash: from the second on within ten seconds
 * there are pauses, on purpose.
 */
export const crash: Scenario = {
  name: 'crash',
  async run({ short }) {
    const trials = short ? 1 : 100;
    const workspace = await mkdtemp(path.join(tmpdir(), 'nexo-bench-'));
    writeFunctions(workspace, 1);
    const port = await freePort();
    const url = `http://127.0.0.1:${port}`;
    const host = createEngineHost((settings) => startEngineProcess({ node: process.execPath, script }, settings));
    const load = trickle(`${url}/fn/f/0`);
    const ofSandboxes: number[] = [];
    const ofEngines: number[] = [];
    try {
      for (let trial = 0; trial < trials; trial++) {
        await host.restart({ addr: `127.0.0.1:${port}`, workspace, log: 'silent' });
        const engine = await pidOf(host);
        await firstGoodAnswer(`${url}/fn/f/0`);
        ofSandboxes.push(await timeKill(await sandboxesOf(url), `${url}/fn/f/0`));
        ofEngines.push(await timeKill([engine], `${url}/fn/f/0`));
      }
    } finally {
      await load.stop();
      await host.dispose();
      await rm(workspace, { recursive: true, force: true });
    }
    const sandbox = recovery('all sandboxes', ofSandboxes);
    const engine = recovery('the engine', ofEngines);
    return {
      tables: [
        {
          title: `Crash to the first good answer: ${trials} kills each, ${clients} clients that ask every ${pauseMs} ms`,
          rows: [sandbox.row, engine.row],
        },
      ],
      aims: short ? [] : [...sandbox.aims, ...engine.aims],
    };
  },
};

async function pidOf(host: EngineHost): Promise<number> {
  for await (const state of host.state.watch()) {
    if (state.phase === 'ready') return state.pid;
    if (state.phase === 'failed') throw new Error(state.message);
  }
  throw new Error('the engine never started');
}

async function sandboxesOf(url: string): Promise<number[]> {
  const { pool } = (await (await fetch(`${url}/stats`)).json()) as Stats;
  return pool.sandboxes.map(({ pid }) => pid);
}

async function timeKill(pids: readonly number[], url: string): Promise<number> {
  for (const pid of pids) process.kill(pid, 'SIGKILL');
  const killedAt = performance.now();
  await firstGoodAnswer(url);
  return performance.now() - killedAt;
}

async function firstGoodAnswer(url: string): Promise<void> {
  const request = requestBytes(url);
  for (;;) {
    const connection = await Connection.open(url).catch(() => undefined);
    const answer = await connection?.ask(request);
    connection?.close();
    if (answer?.ok) return;
    await wait(5);
  }
}

/** Clients that ask now and then, come what may. */
function trickle(url: string): { stop(): Promise<void> } {
  const request = requestBytes(url);
  let stopping = false;
  const all = Array.from({ length: clients }, async () => {
    let connection: Connection | undefined;
    while (!stopping) {
      if (!connection?.isOpen) connection = await Connection.open(url).catch(() => undefined);
      await connection?.ask(request);
      await wait(pauseMs);
    }
    connection?.close();
  });
  return {
    async stop() {
      stopping = true;
      await Promise.all(all);
    },
  };
}

function recovery(killed: string, times: readonly number[]) {
  const sorted = times.toSorted((a, b) => a - b);
  const [p50, p99, most] = [percentile(sorted, 0.5), percentile(sorted, 0.99), sorted.at(-1) ?? Number.NaN];
  const row = { killed, 'p50 ms': p50.toFixed(0), 'p99 ms': p99.toFixed(0), 'most ms': most.toFixed(0) };
  const figure = `crash of ${killed} to the first good answer`;
  return { row, aims: [atMost(`${figure}: p50`, 400, p50, ' ms', 0), atMost(`${figure}: p99`, 1_500, p99, ' ms', 0)] };
}
