import { extname } from 'node:path';
import type { Loader } from 'esbuild';

import type { Language } from '../../contract/function.ts';

const loaders: Readonly<Record<string, Loader>> = {
  '.js': 'js',
  '.mjs': 'js',
  '.cjs': 'js',
  '.jsx': 'jsx',
  '.ts': 'ts',
  '.mts': 'ts',
  '.cts': 'ts',
  '.tsx': 'tsx',
  '.json': 'json',
  '.txt': 'text',
  '.md': 'text',
  '.html': 'text',
  '.css': 'text',
  '.sql': 'text',
  '.csv': 'text',
};
const attributeLoaders: Readonly<Record<string, Loader>> = { json: 'json', text: 'text', bytes: 'binary' };

/** What an imported file is read as: by its import's `type` attribute, or its extension. Undefined for other kinds. */
export function loaderOf(file: string, attributes: Readonly<Record<string, string>>): Loader | undefined {
  const { type } = attributes;
  return type === undefined ? loaders[extname(file).toLowerCase()] : attributeLoaders[type];
}

/** Whether errors have places in such a file. */
export function isCode(loader: Loader): boolean {
  return loader === 'js' || loader === 'jsx' || loader === 'ts' || loader === 'tsx';
}

/** An entry is of the language that was chosen for it, with JSX where its name says so. */
export function entryLoader(file: string, language: Language): Loader {
  const jsx = /\.[jt]sx$/.test(file);
  if (language === 'typescript') return jsx ? 'tsx' : 'ts';
  return jsx ? 'jsx' : 'js';
}
