import * as fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import type { Deployment } from '../deployment.ts';
import { deploymentOf } from './testing/deployment-of.ts';
import { poolOf } from './testing/pool-of.ts';
import { recordInvocation, type Recording } from './testing/record-invocation.ts';
import type { Behaviour } from './testing/simulated-sandboxes.ts';

describe('pool policy', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it('answers what came before a sandbox was ready', async () => {
    const { pool } = poolOf({ behave: () => 'answer' });
    const recording = recordInvocation(pool, deploymentOf({}));
    expect(pool.stats().queued).toBe(1);
    await vi.advanceTimersByTimeAsync(50);
    expect(recording.head?.status).toBe(200);
    expect((await recording.report).failure).toBeNull();
    await pool.dispose();
  });

  it('refuses what does not fit in the queue, and only that', async () => {
    const { pool } = poolOf({ behave: () => 'never settle' }, { maxConcurrent: 2, maxQueued: 3 });
    const recordings = Array.from({ length: 7 }, () => recordInvocation(pool, deploymentOf({})));
    await vi.advanceTimersByTimeAsync(50);
    const refused = recordings.filter(({ finishes }) => finishes === 1);
    expect(refused).toHaveLength(2);
    for (const { report } of refused) expect((await report).failure?.code).toBe('OVERLOADED');
    expect(pool.stats()).toMatchObject({ running: 2, queued: 3, rejected: 2 });
    await pool.dispose();
  });

  it('refuses what does not fit in the line of one function, and lets others in', async () => {
    const sizes = { maxConcurrentOfOne: 1, maxQueuedOfOne: 2 };
    const { pool } = poolOf({ behave: () => 'never settle' }, sizes);
    const recordings = Array.from({ length: 5 }, () => recordInvocation(pool, deploymentOf({})));
    recordInvocation(pool, deploymentOf({ functionId: 'other' }));
    await vi.advanceTimersByTimeAsync(50);
    const refused = recordings.filter(({ finishes }) => finishes === 1);
    expect(refused).toHaveLength(2);
    for (const { report } of refused) expect((await report).failure?.code).toBe('FUNCTION_BUSY');
    expect(pool.stats()).toMatchObject({ running: 2, queued: 2, rejected: 2 });
    await pool.dispose();
  });

  it('starts with one sandbox, and has its size and a spare once there was work', async () => {
    const { pool, simulation } = poolOf({ behave: () => 'answer' }, { sandboxes: 3 });
    await vi.advanceTimersByTimeAsync(1_000);
    expect(simulation.alive).toHaveLength(1);
    recordInvocation(pool, deploymentOf({}));
    await vi.advanceTimersByTimeAsync(1_000);
    expect(simulation.alive).toHaveLength(4);
    await pool.dispose();
  });

  it('puts the least recently used isolates to sleep for memory, and wakes them when they are called', async () => {
    // Room for the sandboxes and the spare, and for ten isolates at 3.5 MB.
    const { pool, simulation } = poolOf({ behave: () => 'answer' }, { sandboxes: 2, memoryMb: 3 * 72 + 35 });
    const deployments = Array.from({ length: 15 }, (_, n) => deploymentOf({ functionId: `f${n}` }));
    for (const deployment of [...deployments, ...deployments]) {
      recordInvocation(pool, deployment);
      // Long enough for the first to bring the second sandbox and the spare.
      await vi.advanceTimersByTimeAsync(200);
    }
    const { sandboxes, memoryBytes, sizing, evictions } = pool.stats();
    const awake = sandboxes.flatMap(({ isolates }) => isolates.map(({ functionId }) => functionId));
    expect(awake.toSorted()).toEqual(
      deployments
        .slice(5)
        .map(({ source }) => source.functionId)
        .toSorted(),
    );
    expect(memoryBytes).toBeLessThanOrEqual(sizing.memoryBytes);
    expect(evictions).toEqual({ memory: 20, mappings: 0 });
    expect(simulation.all.flatMap(({ received }) => received).filter(({ type }) => type === 'undeploy')).toHaveLength(
      20,
    );
    await pool.dispose();
  });

  it('holds fewer isolates where they need more mappings than expected', async () => {
    // Three quarters of 65,530, less 2,000 for the process, is enough for 471 of those that need 100 each.
    const sizes = { sandboxes: 1, maxConcurrent: 1_000, maxQueued: 10_000 };
    const { pool } = poolOf({ behave: () => 'answer' }, sizes, 30_000);
    const call = async (from: number, to: number): Promise<void> => {
      for (let n = from; n < to; n++) recordInvocation(pool, deploymentOf({ functionId: `f${n}` }));
      await vi.advanceTimersByTimeAsync(300);
    };
    await call(0, 300);
    expect(pool.stats().evictions.mappings).toBe(0);
    await call(300, 600);
    expect(pool.stats().sandboxes[0]?.isolateCount).toBe(471);
    expect(pool.stats().evictions.mappings).toBeGreaterThanOrEqual(129);
    await pool.dispose();
  });

  it('never holds more isolates in a sandbox than it may, nor puts one to sleep that works', async () => {
    const sizes = { sandboxes: 1, isolatesPerSandbox: 3, maxConcurrent: 10 };
    const { pool } = poolOf({ behave: (id) => (id <= 3 ? 'never settle' : 'answer') }, sizes);
    const wallMs = 5_000;
    const working = Array.from({ length: 3 }, (_, n) => deploymentOf({ functionId: `w${n}`, limits: { wallMs } }));
    for (const deployment of working) recordInvocation(pool, deployment);
    const waiting = recordInvocation(pool, deploymentOf({ functionId: 'late' }));
    await vi.advanceTimersByTimeAsync(4_000);
    expect(waiting.finishes).toBe(0);
    expect(pool.stats().sandboxes.map(({ isolateCount }) => isolateCount)).toEqual([3, 0]);
    await vi.advanceTimersByTimeAsync(2_000);
    expect((await waiting.report).failure).toBeNull();
    expect(pool.stats()).toMatchObject({ evictions: { memory: 0, mappings: 1 } });
    await pool.dispose();
  });

  it('ends a waiting invocation in time when nothing ever gets free', async () => {
    const { pool } = poolOf({ behave: () => 'answer', startMs: 1e9 });
    const recording = recordInvocation(pool, deploymentOf({}));
    await vi.advanceTimersByTimeAsync(30_000);
    expect((await recording.report).failure?.code).toBe('OVERLOADED');
    await pool.dispose();
  });

  it('places nobody behind code that nobody has seen run', async () => {
    const { pool } = poolOf({ behave: (id) => (id === 3 ? 'never start' : 'answer') }, { sandboxes: 2 });
    const sandboxOf = async (deployment: Deployment): Promise<number> => {
      const { report } = recordInvocation(pool, deployment);
      await vi.advanceTimersByTimeAsync(200);
      return (await report).sandbox;
    };
    const neighbour = deploymentOf({ functionId: 'neighbour' });
    const home = await sandboxOf(neighbour);
    expect(await sandboxOf(deploymentOf({ functionId: 'other' }))).not.toBe(home);
    const stranger = deploymentOf({ functionId: 'stranger', limits: { wallMs: 5_000 } });
    const first = recordInvocation(pool, stranger);
    expect(await sandboxOf(neighbour)).not.toBe(home);
    await vi.advanceTimersByTimeAsync(6_000);
    expect((await first.report).sandbox).toBe(home);
    await pool.dispose();
  });

  it('does not care what time it is', async () => {
    const { pool } = poolOf({ behave: (id) => (id === 1 ? 'never settle' : 'answer') });
    const slow = recordInvocation(pool, deploymentOf({ limits: { wallMs: 2_000 } }));
    await vi.advanceTimersByTimeAsync(100);
    for (const jump of [86_400_000, -2 * 86_400_000, 0]) {
      vi.setSystemTime(Date.now() + jump);
      const recording = recordInvocation(pool, deploymentOf({}));
      await vi.advanceTimersByTimeAsync(300);
      expect((await recording.report).failure).toBeNull();
      expect(slow.finishes).toBe(0);
    }
    await vi.advanceTimersByTimeAsync(2_000);
    expect((await slow.report).failure?.code).toBe('WALL_LIMIT');
    await pool.dispose();
  });

  it('ends an invocation at its wall limit and frees its slot', async () => {
    const { pool, simulation } = poolOf({ behave: () => 'never settle' });
    const recording = recordInvocation(pool, deploymentOf({ limits: { wallMs: 200 } }));
    await vi.advanceTimersByTimeAsync(300);
    const { failure, cpuMs } = await recording.report;
    expect(failure).toMatchObject({ code: 'WALL_LIMIT', limit: { name: 'wallMs', allowed: 200 } });
    expect(cpuMs).toBe(1);
    expect(pool.stats().running).toBe(0);
    expect(simulation.alive.some(({ received }) => received.some(({ type }) => type === 'cancel'))).toBe(true);
    await pool.dispose();
  });

  it('gives functions that compute for long a sandbox of their own, and ends it when none does any more', async () => {
    const { pool, simulation } = poolOf({ behave: (id) => (id <= 2 ? 'compute' : 'answer') }, { sandboxes: 1 });
    const [computing, other] = ['computing', 'other'].map((functionId) => deploymentOf({ functionId }));
    const placeOf = async (deployment: Deployment): Promise<number> => {
      const { report } = recordInvocation(pool, deployment);
      await vi.advanceTimersByTimeAsync(200);
      return (await report).sandbox;
    };
    const home = await placeOf(computing!);
    const lane = await placeOf(computing!);
    expect(lane).not.toBe(home);
    expect(await placeOf(other!)).toBe(home);
    expect(await placeOf(computing!)).toBe(lane);
    expect(simulation.alive).toHaveLength(3);
    // It computes no more: a few calls later it is back.
    for (let n = 0; n < 20; n++) await placeOf(computing!);
    expect(await placeOf(computing!)).toBe(home);
    await vi.advanceTimersByTimeAsync(3 * 60_000);
    expect(simulation.alive).toHaveLength(2);
    await pool.dispose();
  });

  it('never runs again what may have run', async () => {
    const { pool, simulation } = poolOf({ behave: () => 'never settle' }, { sandboxes: 1 });
    await vi.advanceTimersByTimeAsync(50);
    const recording = recordInvocation(pool, deploymentOf({}));
    await vi.advanceTimersByTimeAsync(50);
    const [home] = simulation.alive;
    home?.die({ signal: 'SIGKILL' });
    await vi.advanceTimersByTimeAsync(50);
    expect((await recording.report).failure?.code).toBe('SANDBOX_LOST');
    await pool.dispose();
  });

  it('gives up on what two sandboxes in a row died without starting', async () => {
    const { pool, simulation } = poolOf({ behave: () => 'never start' }, { sandboxes: 1 });
    await vi.advanceTimersByTimeAsync(50);
    const recording = recordInvocation(pool, deploymentOf({}));
    for (let n = 0; n < 2; n++) {
      simulation.alive.find(({ received }) => received.length > 0)?.die();
      await vi.advanceTimersByTimeAsync(50);
    }
    expect((await recording.report).failure?.code).toBe('SANDBOX_LOST');
    await pool.dispose();
  });

  it('replaces a sandbox that no longer answers', async () => {
    const { pool, simulation } = poolOf({ behave: (id) => (id === 1 ? 'mute' : 'answer') }, { sandboxes: 1 });
    await vi.advanceTimersByTimeAsync(50);
    const first = recordInvocation(pool, deploymentOf({}));
    const second = recordInvocation(pool, deploymentOf({ functionId: 'other' }));
    await vi.advanceTimersByTimeAsync(4_000);
    expect(simulation.all).toHaveLength(2);
    await vi.advanceTimersByTimeAsync(4_000);
    expect(simulation.all).toHaveLength(3);
    // Neither had started; the first one silences the next sandbox, too.
    expect((await second.report).failure).toBeNull();
    await vi.advanceTimersByTimeAsync(10_000);
    expect((await first.report).failure?.code).toBe('SANDBOX_LOST');
    await pool.dispose();
  });

  it('deploys once for a thousand simultaneous invocations', async () => {
    const { pool, simulation } = poolOf({ behave: () => 'answer' }, { maxQueued: 1_000 });
    await vi.advanceTimersByTimeAsync(50);
    const deployment = deploymentOf({});
    const recordings = Array.from({ length: 1_000 }, () => recordInvocation(pool, deployment));
    await vi.advanceTimersByTimeAsync(1_000);
    for (const { report } of recordings) expect((await report).failure).toBeNull();
    const deploys = simulation.alive.flatMap(({ received }) => received.filter(({ type }) => type === 'deploy'));
    expect(deploys).toHaveLength(1);
    await pool.dispose();
  });

  it('undeploys a retired deployment after its last invocation, and takes no more of it', async () => {
    const { pool, simulation } = poolOf({ behave: () => 'answer' });
    await vi.advanceTimersByTimeAsync(50);
    const deployment = deploymentOf({});
    const recording = recordInvocation(pool, deployment);
    pool.retire(deployment);
    await vi.advanceTimersByTimeAsync(50);
    expect((await recording.report).failure).toBeNull();
    const messages = simulation.alive.flatMap(({ received }) => received.map(({ type }) => type));
    expect(messages).toEqual(expect.arrayContaining(['deploy', 'dispatch', 'undeploy']));
    expect(pool.stats().sandboxes.flatMap(({ isolates }) => isolates)).toEqual([]);
    const late = recordInvocation(pool, deployment);
    expect((await late.report).failure?.code).toBe('INTERNAL');
    await pool.dispose();
  });

  it('cancels for a client that left', async () => {
    const { pool } = poolOf({ behave: () => 'never settle' });
    const waiting = recordInvocation(pool, deploymentOf({}));
    waiting.running.cancel();
    expect(waiting.finishes).toBe(1);
    await vi.advanceTimersByTimeAsync(50);
    const running = recordInvocation(pool, deploymentOf({}));
    await vi.advanceTimersByTimeAsync(50);
    running.running.cancel();
    await vi.advanceTimersByTimeAsync(50);
    expect(running.finishes).toBe(1);
    expect(pool.stats()).toMatchObject({ running: 0, queued: 0 });
    await pool.dispose();
  });

  it('does not run again what was cancelled when its sandbox died', async () => {
    const { pool, simulation } = poolOf({ behave: () => 'never start' }, { sandboxes: 1 });
    await vi.advanceTimersByTimeAsync(50);
    const recording = recordInvocation(pool, deploymentOf({}));
    recording.running.cancel();
    simulation.alive.find(({ received }) => received.length > 0)?.die();
    await vi.advanceTimersByTimeAsync(1);
    expect(recording.finishes).toBe(1);
    expect(pool.stats()).toMatchObject({ running: 0, queued: 0 });
    await pool.dispose();
  });

  it('lets nothing but the bytes themselves end a body that comes on the pipe', async () => {
    const { pool, simulation } = poolOf({ behave: () => 'never settle' }, { sandboxes: 1 });
    await vi.advanceTimersByTimeAsync(50);
    const recording = recordInvocation(pool, deploymentOf({}));
    await vi.advanceTimersByTimeAsync(50);
    const sandbox = simulation.all.find(({ entered }) => entered.length > 0)!;
    const invocation = sandbox.entered[0]!;
    const usage = { cpuMs: 1, heapBytes: 1 };
    sandbox.say({ type: 'answered', invocation, status: 200, headers: '[]', body: null, piped: 10, ...usage });
    sandbox.say({ type: 'chunk', invocation, stream: 0, chunk: Buffer.from('not of the body') });
    sandbox.say({ type: 'bodyEnd', invocation, stream: 0, error: null });
    sandbox.say({ type: 'finished', invocation, usage, failure: null });
    expect(recording).toMatchObject({ head: null, chunks: 0, finishes: 0 });
    expect(pool.stats().running).toBe(1);
    await pool.dispose();
  });

  it('drains: nothing new is taken, what runs ends', async () => {
    const { pool } = poolOf({ behave: () => 'answer' });
    await vi.advanceTimersByTimeAsync(50);
    const running = recordInvocation(pool, deploymentOf({}));
    const drained = pool.drain(10_000);
    const late = recordInvocation(pool, deploymentOf({}));
    await vi.advanceTimersByTimeAsync(20);
    await drained;
    expect((await running.report).failure).toBeNull();
    expect((await late.report).failure?.code).toBe('SHUTTING_DOWN');
    await pool.dispose();
  });

  it('gives every invocation exactly one end under random behaviour and random sandbox deaths', async () => {
    const behaviour = fc.constantFrom<Behaviour>(
      'answer',
      'compute',
      'throw',
      'never settle',
      'never start',
      'wedge',
      'mute',
    );
    const step = fc.oneof(
      {
        weight: 6,
        arbitrary: fc.record({ kind: fc.constant('invoke' as const), functionId: fc.constantFrom('a', 'b', 'c') }),
      },
      {
        weight: 2,
        arbitrary: fc.record({ kind: fc.constantFrom('die', 'crash', 'cancel', 'retire'), which: fc.nat() }),
      },
      { weight: 3, arbitrary: fc.record({ kind: fc.constant('wait' as const), ms: fc.integer({ min: 0, max: 300 }) }) },
    );
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 60 }), fc.array(behaviour, { minLength: 1 }), liveThrough),
      { numRuns: 400 },
    );
  });
});

interface Step {
  kind: string;
  functionId?: string;
  which?: number;
  ms?: number;
}

async function liveThrough(steps: Step[], behaviours: Behaviour[]): Promise<void> {
  const behave = (id: number): Behaviour => behaviours[id % behaviours.length] ?? 'answer';
  const { pool, simulation } = poolOf({ behave }, { maxConcurrent: 5, maxQueued: 10 });
  const deployments = new Map<string, ReturnType<typeof deploymentOf>>();
  const recordings: Recording[] = [];
  for (const { kind, functionId = 'a', which = 0, ms = 0 } of steps) {
    if (kind === 'invoke') {
      const deployment = deployments.get(functionId) ?? deploymentOf({ functionId, limits: { wallMs: 5_000 } });
      deployments.set(functionId, deployment);
      recordings.push(recordInvocation(pool, deployment));
    } else if (kind === 'die') simulation.alive[which % simulation.alive.length]?.die();
    else if (kind === 'crash') simulation.alive[which % simulation.alive.length]?.die({ signal: 'SIGSEGV' });
    else if (kind === 'cancel') recordings[which % recordings.length]?.running.cancel();
    else if (kind === 'retire') {
      for (const deployment of deployments.values()) pool.retire(deployment);
      deployments.clear();
    } else await vi.advanceTimersByTimeAsync(ms);
    expect(pool.stats().running).toBeLessThanOrEqual(5);
  }
  // Twice the longest wait for a turn and twice the wall limit: nothing legal takes longer.
  await vi.advanceTimersByTimeAsync(75_000);
  for (const { finishes } of recordings) expect(finishes).toBe(1);
  expect(pool.stats()).toMatchObject({ running: 0, queued: 0 });
  const disposed = pool.dispose();
  await vi.advanceTimersByTimeAsync(100);
  await disposed;
  expect(simulation.alive).toEqual([]);
  const entered = simulation.all.flatMap((sandbox) => sandbox.entered);
  expect(new Set(entered).size).toBe(entered.length);
}
