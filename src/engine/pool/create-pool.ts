import { assemblePool } from './assemble-pool.ts';
import type { Pool, PoolOptions } from './pool.ts';
import { readMappings, rssReader } from './process-usage.ts';
import type { SandboxStarter } from './sandbox-starter.ts';

/** A pool of sandbox processes. They start at once; invocations that come earlier wait. It disposes of its starter. */
export function createPool(options: PoolOptions, starter: SandboxStarter): Pool {
  const pool = assemblePool(options, {
    start: starter.start,
    readRss: rssReader(process.platform),
    readMappings,
    layers: starter.layers,
  });
  return {
    ...pool,
    async dispose() {
      await pool.dispose();
      starter.dispose();
    },
  };
}
