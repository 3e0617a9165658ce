import type { Loader } from 'esbuild';

const loaders: Record<string, Loader> = {
  js: 'jsx',
  jsx: 'jsx',
  mjs: 'js',
  cjs: 'js',
  ts: 'ts',
  mts: 'ts',
  cts: 'ts',
  tsx: 'tsx',
  json: 'json',
  txt: 'text',
  md: 'text',
  html: 'text',
  css: 'text',
  sql: 'text',
  csv: 'text',
};

/** How a file is read as part of a function; undefined for what functions do not import. */
export function loaderOf(file: string): Loader | undefined {
  return loaders[file.split('.').at(-1)?.toLowerCase() ?? ''];
}
