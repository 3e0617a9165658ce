import { readdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, type PluginBuild } from 'esbuild';
import type { Plugin } from 'vite';

import { virtualModule, type MadeModule } from './virtual-module.ts';

const folder = fileURLToPath(new URL('../src/node', import.meta.url));
const files = readdirSync(folder).filter((file) => file.endsWith('.ts') && !/\.(?:d|test)\.ts$/.test(file));

/** `string-decoder.ts` is what functions import as `node:string_decoder`. */
const nameOf = (file: string): string => path.basename(file, '.ts').replaceAll('-', '_');

const asyncIteratorPrototype = 'Reflect.getPrototypeOf(Reflect.getPrototypeOf(async function*(){}).prototype)';

/**
 * The inspecting library looks up a prototype it never uses, on an async generator: beside `node:async_hooks` there are
 * none, as they are compiled to other functions, and it would throw.
 */
function inspectWithoutAsyncGenerators(plugin: PluginBuild): void {
  plugin.onLoad({ filter: /node-inspect-extracted[\\/]dist[\\/]inspect\.js$/ }, async (args) => {
    const text = await readFile(args.path, 'utf8');
    if (!text.includes(asyncIteratorPrototype)) throw new Error(`${args.path} is not as expected`);
    return { contents: text.replace(asyncIteratorPrototype, '{}') };
  });
}

/** Each module of `src/node` by its name, as one ES module; what it needs of the others it imports by `node:` names. */
async function bundleNodeModules(): Promise<MadeModule> {
  const result = await build({
    entryPoints: files.map((file) => path.join(folder, file)),
    bundle: true,
    write: false,
    metafile: true,
    outdir: 'node',
    format: 'esm',
    platform: 'neutral',
    target: 'esnext',
    mainFields: ['module', 'main'],
    conditions: ['import', 'module', 'default'],
    minify: true,
    // Names of classes and functions can be seen.
    keepNames: true,
    legalComments: 'none',
    charset: 'ascii',
    logLevel: 'silent',
    plugins: [
      { name: 'inspect-without-async-generators', setup: inspectWithoutAsyncGenerators },
      {
        name: 'node-names',
        setup(plugin) {
          plugin.onResolve({ filter: /^\.\/[a-z-]+\.ts$/ }, (args) =>
            args.resolveDir === folder ? { path: `node:${nameOf(args.path)}`, external: true } : undefined,
          );
        },
      },
    ],
  });
  const modules = result.outputFiles.map(({ path: file, text }) => [
    path.basename(file, '.js').replaceAll('-', '_'),
    text,
  ]);
  return {
    value: Object.fromEntries(modules),
    inputs: Object.keys(result.metafile.inputs),
  };
}

/** Provides `virtual:node-modules`: what functions may import of Node.js, as texts, so that the engine carries them. */
export function nodeModulesPlugin(): Plugin {
  return virtualModule('node-modules', bundleNodeModules);
}
