import { rmSync } from 'node:fs';
import { tmpdir } from 'node:os';

import { assemblePool } from './assemble-pool.ts';
import { findEnclosure } from './enclosure.ts';
import type { Pool, PoolOptions } from './pool.ts';
import { readMappings, rssReader } from './process-usage.ts';
import { readableFolders } from './sandbox-command.ts';
import { startSandboxProcess } from './sandbox-process.ts';
import { makeWorkingFolder } from './working-folder.ts';

/** A pool of sandbox processes. They start at once; invocations that come earlier wait. */
export function createPool(options: PoolOptions): Pool {
  const { node, sandboxEntry } = options;
  const workingFolder = makeWorkingFolder(tmpdir());
  const folders = readableFolders(sandboxEntry);
  const enclosure = findEnclosure({ platform: process.platform, node, folders, workingFolder });
  const pool = assemblePool(options, {
    start: (events) => startSandboxProcess({ node, sandboxEntry, workingFolder, enclosure }, events),
    readRss: rssReader(process.platform),
    readMappings,
    layers: enclosure.layers,
  });
  return {
    ...pool,
    async dispose() {
      await pool.dispose();
      rmSync(workingFolder, { recursive: true, force: true });
    },
  };
}
