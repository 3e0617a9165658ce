import { defineConfig } from 'vitest/config';

import { nodeModulesPlugin } from './scripts/vite-plugin-node-modules.ts';
import { portablePlugin } from './scripts/vite-plugin-portable.ts';
import { preludePlugins } from './scripts/vite-plugin-prelude.ts';
import { figures } from './tests/safety/figures.ts';

/** Unit tests stand beside their source; `*.integration.test.ts` start real isolates, ports and processes. */
export default defineConfig({
  plugins: [...preludePlugins(), nodeModulesPlugin(), portablePlugin()],
  test: {
    include: ['src/**/*.test.{ts,tsx}', 'scripts/**/*.test.ts', 'tests/**/*.test.ts', 'bench/**/*.test.ts'],
    // Read by the contrast test; every other stylesheet is left out.
    css: { include: [/tokens\.css/] },
    // The figures of docs/security.md; a tag that is none of them fails.
    tags: figures.map(({ tag, name }) => ({ name: tag, description: name })),
    pool: 'forks',
    // One process for many files: starting one for each took a quarter of the time.
    isolate: false,
    maxWorkers: '100%',
    setupFiles: ['tests/support/nothing-left.ts'],
    execArgv: ['--no-node-snapshot'],
    globalSetup: ['tests/support/build-engine.ts'],
    // A crowded machine can make a real engine miss what a test waits for. Who passes only now is told at the end, by name.
    retry: 1,
    testTimeout: 20_000,
    hookTimeout: 30_000,
  },
});
