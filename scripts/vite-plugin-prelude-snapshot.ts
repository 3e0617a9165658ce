import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';

import type { Plugin } from 'vite';

import { root } from './project.ts';

/** The Node that comes as a package and runs sandboxes, whichever this build runs on. */
const node = path.join(root, 'node_modules/.bin/node');

/** Makes the prelude's snapshot with what was built, so that no sandbox has to when it starts. */
export function preludeSnapshotPlugin(): Plugin {
  return {
    name: 'nexo:prelude-snapshot',
    async writeBundle({ dir = '.' }) {
      // isolated-vm cannot live with Node's own startup snapshot.
      const writer = ['--no-node-snapshot', path.join(dir, 'write-prelude-snapshot.js')];
      await promisify(execFile)(node, writer).catch((error: unknown) =>
        this.warn(`No snapshot of the prelude was made, so every sandbox makes its own: ${String(error)}`),
      );
    },
  };
}
