import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, type BuildOptions, type Plugin as BundlerPlugin } from 'esbuild';
import type { Plugin } from 'vite';

import { virtualModule, type MadeModule } from './virtual-module.ts';

const folder = fileURLToPath(new URL('../src/portable', import.meta.url));
const entries = [
  ...['worker', 'deno', 'deno-start', 'bun', 'node', 'lambda', 'netlify', 'vercel', 'supabase'].map(
    (name) => `adapters/${name}.ts`,
  ),
  'harnesses/lambda-harness.ts',
  'harnesses/fetch-harness.ts',
];

/** Adapters are files of their own beside the runtime; where each is in a bundle is its target's to say. */
const apart: BundlerPlugin = {
  name: 'nexo-portable',
  setup({ onResolve }) {
    onResolve({ filter: /\/runtime\.ts$/ }, () => ({ path: 'nexo:runtime', external: true }));
    onResolve({ filter: /\/deno\.ts$/ }, ({ kind }) =>
      kind === 'entry-point' ? undefined : { path: 'nexo:main', external: true },
    );
    onResolve({ filter: /^nexo:/ }, ({ path: name }) => ({ path: name, external: true }));
  },
};

/** The runtime and the adapters as ES modules for people to read: each text by its name. */
async function bundlePortable(): Promise<MadeModule> {
  const options: BuildOptions & { write: false; metafile: true } = {
    bundle: true,
    write: false,
    metafile: true,
    outdir: 'portable',
    format: 'esm',
    platform: 'neutral',
    target: 'es2022',
    external: ['node:*'],
    legalComments: 'none',
    charset: 'utf8',
    logLevel: 'silent',
  };
  const runtime = await build({ ...options, entryPoints: [path.join(folder, 'runtime.ts')] });
  const entryPoints = entries.map((entry) => path.join(folder, entry));
  const rest = await build({ ...options, entryPoints, plugins: [apart] });
  const outputs = [...runtime.outputFiles, ...rest.outputFiles];
  return {
    value: Object.fromEntries(outputs.map((file) => [path.basename(file.path, '.js'), file.text])),
    inputs: [runtime, rest].flatMap(({ metafile }) => Object.keys(metafile.inputs)),
  };
}

/** Provides `virtual:portable`: what a bundle carries besides its functions, as texts. */
export function portablePlugin(): Plugin {
  return virtualModule('portable', bundlePortable);
}
