import { resolve } from 'node:path';

import { build } from 'esbuild';

/** Makes one file of a program of these tests: dozens of modules would be most of a short life. */
export async function bundleProgram(name: string, outfile: string): Promise<void> {
  await build({
    entryPoints: [resolve('tests/safety/support', name)],
    bundle: true,
    outfile,
    platform: 'node',
    format: 'esm',
    target: 'node24',
    mainFields: ['module', 'main'],
    logLevel: 'error',
    banner: { js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);" },
  });
}
