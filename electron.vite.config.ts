import path from 'node:path';

import tailwindcss from '@tailwindcss/vite';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'electron-vite';

import { licencesPlugin } from './scripts/vite-plugin-licences.ts';
import { oneTypeScriptWorker } from './scripts/vite-plugin-one-ts-worker.ts';

const from = (file: string): string => path.join(import.meta.dirname, file);

/**
 * Builds the app around the engine: main, preload and the window's page. The targets are those of the oldest Electron
 * the app runs on, 33: Chrome 130 and Node 20.
 */
export default defineConfig({
  main: {
    plugins: [licencesPlugin()],
    build: {
      outDir: 'out/main',
      target: 'node20',
      sourcemap: true,
      rollupOptions: { input: from('src/main/index.ts') },
    },
  },
  preload: {
    build: {
      outDir: 'out/preload',
      target: 'node20',
      rollupOptions: {
        input: from('src/preload/index.ts'),
        // A sandboxed preload can only be CommonJS.
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer: {
    root: from('src/renderer'),
    build: {
      outDir: from('out/renderer'),
      target: 'chrome130',
      minify: true,
      // Loaded from the disk, not over a network; Monaco and its TypeScript are large as they are.
      chunkSizeWarningLimit: 12_000,
      rollupOptions: { input: from('src/renderer/index.html') },
    },
    worker: { format: 'es' },
    plugins: [
      oneTypeScriptWorker(),
      react(),
      tailwindcss(),
      licencesPlugin({
        beside: [from('node_modules/electron')],
        also: [from('out/engine/licences.json'), from('out/main/licences.json')],
      }),
    ],
  },
});
