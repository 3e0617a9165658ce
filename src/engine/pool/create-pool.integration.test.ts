import { existsSync, readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { afterEach, describe, expect, it } from 'vitest';

import type { Limits } from '../../contract/limits.ts';
import type { OperationResult } from '../../protocol/messages.ts';
import type { Deployment } from '../deployment.ts';
import { createPool } from './create-pool.ts';
import type { InvocationReport } from './invocation-sink.ts';
import type { Pool, PoolOptions } from './pool.ts';
import { createSandboxStarter, type SandboxStarterOptions } from './sandbox-starter.ts';
import { deploymentOf } from './testing/deployment-of.ts';
import { poolSizes, type ChosenSizes } from './testing/pool-sizes.ts';
import { recordInvocation } from './testing/record-invocation.ts';

const onLinux = process.platform === 'linux';
const sandboxEntry = new URL('../../../out/engine/sandbox.js', import.meta.url).pathname;
const quiet = { info: () => undefined, warn: () => undefined };
const noNetwork = async (): Promise<OperationResult> => ({ ok: false, name: 'TypeError', message: 'no network' });

let pool: Pool;
let isOpen = false;

function open({
  log = quiet,
  perform = noNetwork,
  node = process.execPath,
  ...sizes
}: Partial<OpenOptions> = {}): Pool {
  isOpen = true;
  pool = createPool(
    { ...poolSizes({ sandboxes: 1, ...sizes }), perform, log },
    createSandboxStarter({ node, sandboxEntry }),
  );
  return pool;
}

type OpenOptions = ChosenSizes & Pick<PoolOptions, 'log' | 'perform'> & Pick<SandboxStarterOptions, 'node'>;

function handlerOf(functionId: string, code: string, limits: Partial<Limits> = {}): Deployment {
  return deploymentOf({ functionId, code: `${code}\nexport const __nexo = { handler };`, limits });
}

const hello = () => handlerOf('hello', 'function handler() { return { message: "Hello!" }; }');
const spin = (limits: Partial<Limits> = {}) => handlerOf('spin', 'function handler() {\n  while (true) {}\n}', limits);
/** One built-in operation that takes for ever and cannot be interrupted. */
const wedge = (functionId = 'wedge') =>
  handlerOf(functionId, 'function handler() {\n  let b = 3n;\n  for (;;) b = b * b;\n}');

const reportOf = (deployment: Deployment) => recordInvocation(pool, deployment).report;

/** A busy machine may stop a function before it had its CPU time, and says so; it learns to wait longer. */
async function pastOverload(first: Promise<InvocationReport>, deployment: Deployment): Promise<InvocationReport> {
  let report = await first;
  for (let n = 0; n < 10 && report.failure?.code === 'OVERLOADED'; n++) report = await reportOf(deployment);
  return report;
}

afterEach(async () => {
  if (!isOpen) return;
  isOpen = false;
  const pids = pool.stats().sandboxes.map(({ pid }) => pid);
  await pool.dispose();
  for (const pid of pids) expect(isAlive(pid)).toBe(false);
});

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    // One that was killed but that its new parent has not looked at yet still has its number.
    return !onLinux || !/^State:\tZ/m.test(readFileSync(`/proc/${pid}/status`, 'latin1'));
  } catch {
    return false;
  }
}

describe('a pool of real sandboxes', () => {
  it('runs a function, warm the second time', async () => {
    open();
    const deployment = hello();
    const first = recordInvocation(pool, deployment);
    expect(await first.report).toMatchObject({ failure: null, cold: true });
    expect(first.head?.status).toBe(200);
    expect(JSON.parse(first.body.toString())).toEqual({ message: 'Hello!' });
    const { cold, cpuMs, heapBytes, sandbox } = await reportOf(deployment);
    expect(cold).toBe(false);
    expect(cpuMs).toBeGreaterThan(0);
    expect(heapBytes).toBeGreaterThan(0);
    const stats = pool.stats();
    expect(stats).toMatchObject({ warm: 1, busy: 0, running: 0, queued: 0, coldStarts: 1 });
    const isolates = stats.sandboxes.find(({ id }) => id === sandbox)?.isolates;
    expect(isolates).toMatchObject([
      { functionId: 'hello', state: 'warm', heapLimitBytes: 128 * 1_048_576, invocations: 0, served: 2 },
    ]);
    expect(isolates?.[0]?.ageMs).toBeGreaterThan(0);
  });

  it.runIf(onLinux)('gives sandboxes no environment of ours', async () => {
    open();
    await reportOf(hello());
    const { pid } = pool.stats().sandboxes[0] as { pid: number };
    const environment = readFileSync(`/proc/${pid}/environ`, 'latin1');
    expect(environment).not.toContain('PATH=');
    expect(environment).toContain('LIBC=');
    expect(readdirSync(`/proc/${pid}/cwd`)).toEqual([]);
  });

  it('stops an endless loop at its CPU limit, in the same sandbox, and goes on', async () => {
    open();
    await reportOf(hello());
    const spinning = spin();
    const first = recordInvocation(pool, spinning).report;
    const neighbour = reportOf(hello());
    const { failure, sandbox } = await pastOverload(first, spinning);
    expect(failure).toMatchObject({ code: 'CPU_LIMIT', limit: { name: 'cpuMs', allowed: 50 } });
    expect(failure?.position).toMatchObject({ file: 'functions/spin/index.js', line: 2 });
    expect(await neighbour).toMatchObject({ failure: null, sandbox });
    expect(pool.stats().sandboxesLost).toBe(0);
  });

  it('kills a sandbox that cannot be interrupted and serves its neighbours from another', async () => {
    open();
    await reportOf(hello());
    const culprit = reportOf(wedge());
    const neighbours = Array.from({ length: 5 }, () => reportOf(hello()));
    const { failure } = await culprit;
    expect(failure?.code).toBe('CPU_LIMIT');
    for (const neighbour of neighbours) expect((await neighbour).failure).toBeNull();
  });

  it('lets a function that wedged its sandbox run only in quarantine', async () => {
    open();
    const deployment = wedge();
    expect((await reportOf(deployment)).failure?.code).toBe('CPU_LIMIT');
    expect(pool.stats().sandboxesLost).toBe(1);
    const again = reportOf(deployment);
    const { sandbox } = await reportOf(hello());
    expect(await again).toMatchObject({ failure: { code: 'CPU_LIMIT' } });
    expect((await again).sandbox).not.toBe(sandbox);
  });

  it('answers everything when a sandbox is killed under load', async () => {
    open({ sandboxes: 2, maxQueued: 10_000 });
    const deployment = hello();
    await reportOf(deployment);
    const reports = Array.from({ length: 2_000 }, () => reportOf(deployment));
    const home = pool.stats().sandboxes.find(({ isolates }) => isolates.length > 0);
    await reports[50];
    process.kill(home?.pid as number, 'SIGKILL');
    const codes = (await Promise.all(reports)).map(({ failure }) => failure?.code ?? 'ok');
    expect(new Set(codes).size).toBeLessThanOrEqual(2);
    expect(codes.filter((code) => code !== 'ok' && code !== 'SANDBOX_LOST')).toEqual([]);
    expect(codes.at(-1)).toBe('ok');
    expect((await reportOf(deployment)).failure).toBeNull();
  });

  it('makes one isolate for a thousand requests to a cold function', async () => {
    open({ sandboxes: 2 });
    const deployment = hello();
    const reports = await Promise.all(Array.from({ length: 1_000 }, () => reportOf(deployment)));
    expect(reports.filter(({ failure }) => failure !== null)).toEqual([]);
    expect(pool.stats().sandboxes.flatMap(({ isolates }) => isolates)).toHaveLength(1);
    expect(pool.stats().coldStarts).toBe(1);
  });

  it('serves far more functions than it holds isolates, each woken where it slept', async () => {
    open({ sandboxes: 2, isolatesPerSandbox: 4 });
    const counter = (n: number) =>
      handlerOf(`f${n}`, `let calls = 0; function handler() { return ${n * 100} + ++calls; }`);
    const deployments = Array.from({ length: 24 }, (_, n) => counter(n));
    for (let round = 0; round < 2; round++) {
      const answers = await Promise.all(
        deployments.map(async (deployment) => {
          const recording = recordInvocation(pool, deployment);
          expect((await recording.report).failure).toBeNull();
          return Number(recording.body.toString());
        }),
      );
      expect(answers.map((answer) => Math.floor(answer / 100))).toEqual(deployments.map((_, n) => n));
      for (const { isolateCount } of pool.stats().sandboxes) expect(isolateCount).toBeLessThanOrEqual(4);
    }
    const { evictions, coldStarts } = pool.stats();
    expect(evictions.mappings).toBeGreaterThanOrEqual(24 + 16 - 8);
    expect(coldStarts).toBe(evictions.mappings + pool.stats().warm);
  });

  it('ends a function that uses too much heap, and only that', async () => {
    open();
    await reportOf(hello());
    const bomb = handlerOf('bomb', 'function handler() { const kept = []; for (;;) kept.push({ n: kept.length }); }', {
      heapMb: 32,
      cpuMs: 20_000,
    });
    expect((await reportOf(bomb)).failure?.code).toBe('HEAP_LIMIT');
    expect((await reportOf(hello())).failure).toBeNull();
  });

  it('ends a loop with much CPU time left at its wall limit, in the same sandbox', async () => {
    open();
    const { failure } = await reportOf(spin({ cpuMs: 60_000, wallMs: 1_000 }));
    expect(failure?.code).toBe('WALL_LIMIT');
    expect((await reportOf(hello())).failure).toBeNull();
    expect(pool.stats().sandboxesLost).toBe(0);
  });

  it('ends a function that never settles at its wall limit', async () => {
    open();
    const forever = handlerOf('forever', 'async function handler() { await new Promise(() => {}); }', { wallMs: 200 });
    await reportOf(hello());
    const { failure, wallMs } = await pastOverload(reportOf(forever), forever);
    expect(failure?.code).toBe('WALL_LIMIT');
    expect(wallMs).toBeGreaterThanOrEqual(199);
  });

  it('refuses what does not fit in the queue', async () => {
    open({ maxConcurrent: 1, maxQueued: 1 });
    await reportOf(hello());
    const forever = handlerOf('forever', 'async function handler() { await new Promise(() => {}); }');
    const running = recordInvocation(pool, forever);
    const waiting = recordInvocation(pool, forever);
    expect((await reportOf(forever)).failure?.code).toBe('OVERLOADED');
    expect(pool.stats()).toMatchObject({ running: 1, queued: 1, rejected: 1 });
    running.running.cancel();
    waiting.running.cancel();
    expect((await running.report).failure).toBeNull();
    expect((await waiting.report).failure).toBeNull();
  });

  it('reports a thrown error with its position and what was logged', async () => {
    open();
    const thrower = handlerOf(
      'thrower',
      'function handler() {\n  console.warn("look", 1);\n  throw new TypeError("no");\n}',
    );
    const { failure, logs } = await reportOf(thrower);
    expect(failure).toMatchObject({ code: 'THROWN', name: 'TypeError' });
    expect(failure?.position).toEqual({ file: 'functions/thrower/index.js', line: 3, column: 9 });
    expect(failure?.stack).not.toMatch(/isolated-vm|nexo:/);
    expect(logs).toMatchObject([{ level: 'warn', text: 'look 1' }]);
  });

  it('performs operations and gives them up with their invocation', async () => {
    const { promise: aborted, resolve } = Promise.withResolvers<void>();
    open({
      perform: (operation, { signal }) =>
        new Promise(() => {
          expect(operation).toMatchObject({ name: 'fetch', url: 'http://example.com/' });
          signal.addEventListener('abort', () => resolve());
        }),
    });
    const code = 'async function handler() { await fetch("http://example.com/"); }';
    expect((await reportOf(handlerOf('fetcher', code, { wallMs: 300 }))).failure?.code).toBe('WALL_LIMIT');
    await aborted;
  });

  it('streams no faster than its reader reads', async () => {
    open();
    const code = `function handler() {
      let n = 0;
      return new Response(new ReadableStream({
        pull(controller) {
          if (n++ < 40) controller.enqueue(new Uint8Array(1000).fill(n));
          else controller.close();
        },
      }));
    }`;
    const { promise: blocked, resolve } = Promise.withResolvers<void>();
    const recording = recordInvocation(pool, handlerOf('stream', code), {
      hasRoom: (chunks) => chunks > 4,
      onChunk: ({ chunks }) => chunks === 4 && resolve(),
    });
    await blocked;
    // Longer than the sandbox needs for the rest, were it allowed to send it.
    await reportOf(hello());
    expect(recording.chunks).toBeLessThan(20);
    recording.running.resume();
    expect((await recording.report).failure).toBeNull();
    expect(recording.body.byteLength).toBe(40_000);
  });

  it('kills a sandbox that outgrows its memory in ways a heap limit does not count', async () => {
    open();
    await reportOf(hello());
    const code = `const kept = [];
    function handler() {
      for (let n = 0; n < 200; n++) kept.push(new Intl.Segmenter('en', { granularity: 'word' }));
      return new Promise((resolve) => setTimeout(() => resolve(handler()), 0));
    }`;
    const { failure } = await reportOf(handlerOf('hoarder', code, { cpuMs: 60_000 }));
    expect(failure?.code).toBe('HEAP_LIMIT');
    expect(pool.stats().sandboxesLost).toBe(1);
    expect((await reportOf(hello())).failure).toBeNull();
  });

  it('frees the isolate of a retired deployment', async () => {
    open();
    const draft = hello();
    const report = reportOf(draft);
    pool.retire(draft);
    expect((await report).failure).toBeNull();
    expect(pool.stats().sandboxes.flatMap(({ isolates }) => isolates)).toEqual([]);
  });

  it('says why when sandboxes cannot be started, and refuses instead of hanging', async () => {
    const warnings: object[] = [];
    const log = { ...quiet, warn: (fields: object) => void warnings.push(fields) };
    open({ node: '/nonexistent/node', log });
    const recording = recordInvocation(pool, hello());
    await pool.drain(300);
    expect(recording.finishes).toBe(0);
    expect(warnings.length).toBeGreaterThan(0);
    await pool.dispose();
    expect((await recording.report).failure?.code).toBe('SHUTTING_DOWN');
  });

  it('leaves no process and no folder behind', async () => {
    open({ sandboxes: 3 });
    await reportOf(wedge());
    const spinning = reportOf(spin({ cpuMs: 60_000, wallMs: 60_000 }));
    const { sandboxes } = pool.stats();
    const folder = onLinux ? readlinkSync(`/proc/${sandboxes[0]?.pid}/cwd`) : '';
    if (onLinux) expect(folder).toContain('nexo-sandbox-');
    await pool.dispose();
    expect((await spinning).failure?.code).toBe('SHUTTING_DOWN');
    for (const { pid } of sandboxes) expect(isAlive(pid)).toBe(false);
    expect(existsSync(folder)).toBe(false);
  });
});
