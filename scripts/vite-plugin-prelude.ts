import { fileURLToPath } from 'node:url';
import { build, type BuildOptions } from 'esbuild';
import type { Plugin } from 'vite';

const virtualId = 'virtual:guest-prelude';
const entryPoint = fileURLToPath(new URL('../src/guest/prelude.ts', import.meta.url));

/**
 * The prelude as one script for an isolate. `browser` conditions are left out on purpose: under them packages expect
 * natives (TextDecoder, URL) that an isolate does not have.
 */
export const preludeOptions: BuildOptions = {
  entryPoints: [entryPoint],
  // The host maps domains to ASCII, so the isolate carries no Unicode tables.
  alias: { tr46: fileURLToPath(new URL('../src/guest/web/idna.ts', import.meta.url)) },
  bundle: true,
  write: false,
  format: 'iife',
  platform: 'neutral',
  target: 'esnext',
  mainFields: ['module', 'main'],
  conditions: ['import', 'module', 'default'],
  // Every isolate holds the text and the names: what functions can see has its name set where it is defined.
  minify: true,
  legalComments: 'none',
  charset: 'ascii',
  metafile: true,
  logLevel: 'silent',
};

/** Provides `virtual:guest-prelude`: everything in `src/guest`, bundled into one string for the sandbox program. */
export function preludePlugin(): Plugin {
  return {
    name: 'nexo-guest-prelude',
    resolveId: (id) => (id === virtualId ? `\0${virtualId}` : undefined),
    async load(id) {
      if (id !== `\0${virtualId}`) return undefined;
      const result = await build(preludeOptions);
      for (const file of Object.keys(result.metafile?.inputs ?? {})) this.addWatchFile(file);
      return `export default ${JSON.stringify(result.outputFiles?.[0]?.text ?? '')};`;
    },
  };
}
