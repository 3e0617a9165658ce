import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { build, type BuildOptions, type Plugin as BundlerPlugin } from 'esbuild';
import type { Plugin } from 'vite';

import { virtualModule, type MadeModule } from './virtual-module.ts';

const source = (path: string): string => fileURLToPath(new URL(`../src/guest/${path}`, import.meta.url));

/** The tables of the legacy multi-byte encodings, which the codecs keep beside their own module. */
export const encodingTablesFile = fileURLToPath(
  new URL('./fallback/multi-byte.encodings.json', `file://${createRequire(import.meta.url).resolve('@exodus/bytes')}`),
);

/** Few functions need the tables, and they are a third of the whole: the host gives them to those that do. */
const tablesFromHost: BundlerPlugin = {
  name: 'nexo-encoding-tables',
  setup({ onResolve }) {
    onResolve({ filter: /\/multi-byte\.encodings\.cjs$/ }, () => ({ path: source('web/encoding-tables.ts') }));
  },
};

/** How the library gets at what it defines its wrappers of built-ins with. */
const definer = /\{defineProperty:(\w+),(getOwnPropertyDescriptor:\w+,ownKeys:\w+)\}=Reflect/g;

/**
 * node-inspect-extracted wraps every method of every built-in and uses a few of them: an isolate would hold two of each,
 * as it has two contexts. The wrappers whose names are not in the library's own text are left out.
 */
function leaveUnusedWrappersOut(library: string): string {
  const found = [...library.matchAll(definer)];
  if (found.length !== 1) throw new Error('node-inspect-extracted is not built as it was');
  const used = JSON.stringify(` ${[...new Set(library.match(/\b[A-Z]\w+/g))].join(' ')} `);
  return library.replace(
    definer,
    (_, define: string, rest: string) =>
      `${define}=(t,k,d)=>typeof k=="string"&&/^[A-Z]/.test(k)&&!${used}.includes(\` \${k} \`)||Reflect.defineProperty(t,k,d),{${rest}}=Reflect`,
  );
}

const fewerWrappers: BundlerPlugin = {
  name: 'nexo-inspect-wrappers',
  setup({ onLoad }) {
    onLoad({ filter: /node-inspect-extracted\/dist\/inspect\.js$/ }, async ({ path }) => ({
      contents: leaveUnusedWrappersOut(await readFile(path, 'utf8')),
    }));
  },
};

/**
 * The prelude as one script for an isolate. `browser` conditions are left out on purpose: under them packages expect
 * natives (TextDecoder, URL) that an isolate does not have.
 */
export const preludeOptions: BuildOptions = {
  entryPoints: [source('prelude.ts')],
  plugins: [tablesFromHost, fewerWrappers],
  // The host maps domains to ASCII, so the isolate carries no Unicode tables.
  alias: { tr46: source('web/idna.ts') },
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

async function bundlePrelude(): Promise<MadeModule> {
  const { outputFiles, metafile } = await build(preludeOptions);
  return { value: outputFiles?.[0]?.text ?? '', inputs: Object.keys(metafile?.inputs ?? {}) };
}

async function readEncodingTables(): Promise<MadeModule> {
  return { value: await readFile(encodingTablesFile, 'utf8'), inputs: [encodingTablesFile] };
}

/**
 * Provides `virtual:guest-prelude`: everything in `src/guest`, bundled into one string for the sandbox program; and
 * `virtual:encoding-tables`, a string for it, too.
 */
export function preludePlugins(): Plugin[] {
  return [virtualModule('guest-prelude', bundlePrelude), virtualModule('encoding-tables', readEncodingTables)];
}
