/** A process with a pool, one of whose sandboxes is stuck for good. Tells the pids of its sandboxes, then waits. */
import { createPool } from '../create-pool.ts';
import { readMainThreadCpuMs } from '../process-usage.ts';
import { createSandboxStarter } from '../sandbox-starter.ts';
import { poolSizes } from './pool-sizes.ts';
import { deploymentOf } from './deployment-of.ts';
import { recordInvocation } from './record-invocation.ts';

const log = { info: () => undefined, warn: () => undefined };
const perform = async () => ({ ok: false as const, name: 'TypeError', message: 'no network' });
const sandboxEntry = process.argv[2] ?? '';
const pool = createPool(
  { ...poolSizes({ sandboxes: 1, maxConcurrent: 10, maxQueued: 10 }), perform, log },
  createSandboxStarter({ node: process.execPath, sandboxEntry }),
);
const hello = 'export const __nexo = { handler: () => "hello" };';
await recordInvocation(pool, deploymentOf({ code: hello })).report;
const code = 'export const __nexo = { handler() { let b = 3n; for (;;) b = b * b; } };';
const [home] = pool.stats().sandboxes;
const before = readMainThreadCpuMs(home?.pid ?? 0) ?? 0;
// Limits so wide that nothing but the end of this process stops it.
recordInvocation(pool, deploymentOf({ code, limits: { cpuMs: 300_000, wallMs: 300_000 } }));
const waiting = setInterval(() => {
  const { sandboxes } = pool.stats();
  const usedMs = (readMainThreadCpuMs(home?.pid ?? 0) ?? 0) - before;
  if (usedMs < 300 || sandboxes.length < 2) return;
  clearInterval(waiting);
  process.send?.(sandboxes.map(({ pid }) => pid));
}, 20);
