import { assemblePool } from './assemble-pool.ts';
import type { Pool, PoolOptions } from './pool.ts';
import { readMappings, rssReader } from './process-usage.ts';
import { createSandboxStarter } from './sandbox-starter.ts';

/**
 * A pool of sandbox processes. They start at once; invocations that come earlier wait. It disposes of the starter that it
 * is given.
 */
export function createPool(options: PoolOptions, starter = createSandboxStarter(options)): Pool {
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
