import { dirname, posix } from 'node:path';

import { build, type Plugin } from 'esbuild';

import type { ImportNote } from '../../contract/import.ts';
import { lineAt } from '../line-at.ts';
import type { SourceFiles } from '../source-files.ts';
import { loaderOf } from './loader-of.ts';

/** What a module is made of. */
export interface Reached {
  /** Files of the source, the module itself among them, in order. */
  files: string[];
  /** Packages, by their names. */
  packages: string[];
  /** What is imported and not there, or from where functions import nothing. */
  notes: ImportNote[];
}

const endings = [
  '',
  '.ts',
  '.tsx',
  '.js',
  '.jsx',
  '.mjs',
  '.json',
  '/index.ts',
  '/index.tsx',
  '/index.js',
  '/index.jsx',
  '/index.mjs',
];

/** Follows the imports of a module in its source. Nothing is run, and nothing outside of the source is looked at. */
export async function reach(source: SourceFiles, entry: string): Promise<Reached> {
  const files = new Set<string>();
  const packages = new Set<string>();
  const notes: ImportNote[] = [];
  const lost = (importer: string, name: string, why: string): void => {
    const text = source.text(importer) ?? '';
    const line = lineAt(text, Math.max(0, text.indexOf(name)));
    notes.push({ severity: 'lost', message: `import of "${name}": ${why}`, file: importer, line });
  };
  const plugin: Plugin = {
    name: 'source',
    setup(build_) {
      build_.onResolve({ filter: /.*/ }, ({ path, importer, kind }) => {
        if (kind === 'entry-point') return { path: entry, namespace: 'source' };
        if (/^\.{0,2}\//.test(path) || path === '.' || path === '..') {
          const wanted = posix.join(dirname(importer), path);
          const found = candidates(wanted).find((candidate) => source.has(candidate));
          if (found !== undefined) return { path: found, namespace: 'source' };
          lost(importer, path, 'there is no such file in the source');
        } else if (/^(?:npm|jsr|https?|cloudflare|bun):/.test(path) || /^[@~]\//.test(path)) {
          lost(importer, path, reasonOf(path));
        } else if (!/^(?:node|data):/.test(path)) {
          packages.add(/^(?:@[^/]+\/)?[^/]+/.exec(path)?.[0] ?? path);
        }
        return { path, external: true };
      });
      build_.onLoad({ filter: /.*/, namespace: 'source' }, ({ path }) => {
        files.add(path);
        const loader = loaderOf(path);
        return loader === undefined ? { contents: '' } : { contents: source.text(path), loader };
      });
    },
  };
  try {
    await build({
      entryPoints: [entry],
      plugins: [plugin],
      bundle: true,
      write: false,
      format: 'esm',
      platform: 'neutral',
      jsx: 'automatic',
      logLevel: 'silent',
      tsconfigRaw: '{}',
    });
  } catch {
    // It does not parse: what was reached until then comes along, and compiling it says why.
    files.add(entry);
  }
  return { files: [...files].toSorted(), packages: [...packages].toSorted(), notes };
}

/** As TypeScript has it, `./a.js` may mean `a.ts`. */
function candidates(path: string): string[] {
  const typed = path.replace(/\.([cm]?)jsx?$/, '.$1ts');
  return [...endings.map((ending) => path + ending), typed, `${typed}x`];
}

function reasonOf(path: string): string {
  if (path.startsWith('npm:'))
    return `write it as "${path.slice(4).replace(/(?<=.)@[^/]*/, '')}" and install the package`;
  if (/^[@~]\//.test(path)) return 'short names of tsconfig.json are not followed; write the path';
  if (path.startsWith('cloudflare:')) return 'this is a module of Cloudflare alone';
  return 'functions import files and npm packages only';
}
