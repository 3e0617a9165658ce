import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';

import type { Plugin } from 'vite';

/** Makes the prelude's snapshot with what was built, so that no sandbox has to when it starts. */
export function preludeSnapshotPlugin(): Plugin {
  return {
    name: 'nexo:prelude-snapshot',
    async writeBundle({ dir = '.' }) {
      const writer = path.join(dir, 'write-prelude-snapshot.js');
      // isolated-vm cannot live with Node's own startup snapshot.
      await promisify(execFile)(process.execPath, ['--no-node-snapshot', writer]);
    },
  };
}
