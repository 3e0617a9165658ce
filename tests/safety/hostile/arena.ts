import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

import { expect } from 'vitest';

import type { ErrorCode } from '../../../src/contract/errors.ts';
import type { Stats } from '../../../src/contract/stats.ts';
import { rssReader } from '../../../src/engine/pool/process-usage.ts';
import { residentLimitBytes } from '../../../src/engine/pool/watchdog.ts';
import { startEngine } from '../../support/start-engine.ts';
import { isFullLength } from '../case-count.ts';
import { measureStretch } from '../support/measure-stretch.ts';
import { writeHostile, type HostileFunction } from './hostile-function.ts';

const mb = 1_048_576;
const readRss = rssReader(process.platform);

/** Ends of a call that was stopped, and not by itself. */
const stops = ['CPU_LIMIT', 'HEAP_LIMIT', 'WALL_LIMIT'];

/** How a hostile function ended, and what the engine did meanwhile. */
export interface Outcome {
  end: string;
  /** How long it took to end, and then until its own function and a neighbour had answered. */
  tookMs: number;
  backMs: number;
  /** The most resident memory a sandbox took past what it may, in bytes; negative where it stayed within. */
  excessBytes: number;
}

/** A real engine with one innocent function, at which hostile ones are let loose. */
export interface Arena {
  /** Of the innocent function's calls, in milliseconds: while nothing else ran, and beside each hostile one by its name. */
  readonly neighbour: { readonly idle: number[]; readonly beside: Map<string, number[]>; refused: number };
  /** The time a promise of `ms` has on this machine as loaded as it is; `ms` at full length where nothing else runs. */
  allowed(ms: number): number;
  unleash(hostile: HostileFunction): Promise<Outcome>;
  dispose(): Promise<void>;
}

export async function openArena(all: readonly HostileFunction[]): Promise<Arena> {
  const workspace = await mkdtemp(join(tmpdir(), 'nexo-hostile-'));
  for (const hostile of all) await writeHostile(workspace, hostile);
  const engine = await startEngine({ workspace });
  const code = 'function handler({ query }) { return { double: query.n * 2 }; }';
  await engine.deploy({ name: 'neighbour', code, limits: { cpuMs: 5_000 } });
  const neighbour = { idle: [] as number[], beside: new Map<string, number[]>(), refused: 0 };
  let stretch = 1;
  let begun = 0;
  let asked = 0;

  async function askNeighbour(times: number[]): Promise<void> {
    const n = ++asked;
    const askedAt = performance.now();
    const response = await onceMore(() => engine.request(`/fn/neighbour?n=${n}`));
    const text = await response.text();
    if (response.status === 503 && response.headers.has('retry-after')) neighbour.refused += 1;
    else expect(text).toBe(JSON.stringify({ double: n * 2 }));
    times.push(performance.now() - askedAt);
  }

  async function sandboxes(): Promise<Stats['pool']['sandboxes']> {
    const { body } = await onceMore(() => engine.send('GET', '/stats'));
    return (body as Stats).pool.sandboxes;
  }

  /** What the largest sandbox has past its limit at this moment. */
  async function excess(): Promise<number> {
    const over = (await sandboxes()).map(async ({ pid, isolates }) => {
      const kept = isolates.map(({ heapBytes, heapLimitBytes }) => ({
        heapBytes,
        heapLimitMb: heapLimitBytes / mb,
        busy: true,
      }));
      return ((await readRss(pid)) ?? 0) - residentLimitBytes(kept);
    });
    return Math.max(...(await Promise.all(over)));
  }

  async function invoke({ name, ends }: HostileFunction, tries = 3): Promise<string> {
    const { body } = await onceMore(() => engine.send('POST', `/api/functions/${name}/invoke`, {}));
    const end = (body as { error: { code: ErrorCode } | null }).error?.code ?? 'ANSWERED';
    // A busy machine may give a call up before it had its CPU time.
    const isGivenUp = end === 'OVERLOADED' || end === 'WALL_LIMIT';
    if (isFullLength || tries === 1 || !isGivenUp || ends.includes(end)) return end;
    begun = performance.now();
    return invoke({ name, ends, body: '' }, tries - 1);
  }

  async function serves(path: string): Promise<void> {
    for (;;) {
      const { status } = await onceMore(() => engine.request(path));
      if (status === 200) return;
      await pause(10);
    }
  }

  // Its first calls load it.
  for (let n = 0; n < 20; n++) await askNeighbour([]);
  for (let n = 0; n < 300; n++) await askNeighbour(neighbour.idle);
  return {
    neighbour,
    allowed: (ms) => (isFullLength ? ms : ms * 3) * stretch,
    async unleash(hostile) {
      const { name, module } = hostile;
      stretch = Math.max(stretch, measureStretch());
      begun = performance.now();
      let excessBytes = -Infinity;
      let isOver = false;
      const ended = invoke(hostile).finally(() => (isOver = true));
      const times: number[] = [];
      neighbour.beside.set(name, times);
      const watching = (async () => {
        while (!isOver) {
          await askNeighbour(times);
          excessBytes = Math.max(excessBytes, await excess());
        }
      })();
      const end = await ended;
      const tookMs = performance.now() - begun;
      await watching;
      const endedAt = performance.now();
      await serves('/fn/neighbour?n=1');
      // What was not stopped may have broken itself for good.
      if (module === undefined && stops.includes(end)) await serves(`/fn/${name}?ok=1`);
      return { end, tookMs, backMs: performance.now() - endedAt, excessBytes };
    },
    async dispose() {
      await engine.dispose();
      await rm(workspace, { recursive: true, force: true });
    },
  };
}

/** A process that is not let run may use a connection just as the engine closes it for having been idle. */
async function onceMore<Answer>(ask: () => Promise<Answer>): Promise<Answer> {
  try {
    return await ask();
  } catch (error) {
    if (isFullLength || !(error instanceof TypeError)) throw error;
    return ask();
  }
}
