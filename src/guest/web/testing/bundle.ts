import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** The platform as one script, bundled as the prelude is. */
export async function bundlePlatform(): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [here('./entry.ts')],
    alias: { tr46: here('../idna.ts') },
    bundle: true,
    write: false,
    format: 'iife',
    platform: 'neutral',
    target: 'esnext',
    mainFields: ['module', 'main'],
    conditions: ['import', 'module', 'default'],
    keepNames: true,
    minifyWhitespace: true,
    minifySyntax: true,
    legalComments: 'none',
    charset: 'utf8',
  });
  return outputFiles[0]!.text;
}
