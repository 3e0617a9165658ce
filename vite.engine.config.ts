import { defineConfig } from 'vite';

/**
 * Builds what runs on the real Node: the engine (hosted by the app), the command line and the sandbox program.
 * Everything but native code is bundled, so an installed engine is one folder and a sandbox may read only that.
 */
export default defineConfig({
  build: {
    ssr: true,
    outDir: 'out/engine',
    target: 'node24',
    minify: false,
    sourcemap: true,
    emptyOutDir: true,
    rollupOptions: {
      input: { engine: 'src/engine/child.ts', sandbox: 'src/sandbox/sandbox.ts', nexo: 'src/cli/nexo.ts' },
      external: ['isolated-vm', 'esbuild'],
      output: { entryFileNames: '[name].js', chunkFileNames: 'chunks/[name].js' },
    },
  },
  ssr: { noExternal: true, external: ['isolated-vm', 'esbuild'] },
});
