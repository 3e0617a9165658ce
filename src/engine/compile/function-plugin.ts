import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import type { OnLoadArgs, OnLoadResult, OnResolveArgs, OnResolveResult, Plugin, PluginBuild } from 'esbuild';

import type { CompiledInput, CompileInput } from './compiler.ts';
import { createJsxSource } from './jsx-source.ts';
import { entryLoader, loaderOf } from './loaders.ts';
import { nodeName, type NodeModules } from './node-builtins.ts';
import { createModuleReader, ModuleRefused } from './read-module.ts';
import { importRefusal, packageOf } from './refusals.ts';

/** The bundle's entry: what a function may offer, whichever way its file declares or re-exports it. */
const start = `import * as user from 'nexo:user';
export default user.default;
export const __nexo = { handler: user.__nexo.handler ?? user.handler, main: user.__nexo.main ?? user.main };
`;

export interface FunctionPlugin {
  plugin: Plugin;
  /** Everything loaded so far but the entry, ordered by file. */
  inputs(): CompiledInput[];
  /** Whether the module was resolved that contexts have to follow through awaits for. */
  usesAsyncHooks(): boolean;
}

/**
 * Leads esbuild through one function: the entry is given, other files come from the workspace, `node:` modules from
 * the engine. esbuild itself finds files and packages, and reads none of them.
 */
export function createFunctionPlugin(
  root: string,
  { file, language }: CompileInput,
  contents: string,
  nodeModules: NodeModules,
): FunctionPlugin {
  const entry = join(root, ...file.split('/'));
  const hashes = new Map<string, string>();
  const note = (input: string, bytes: Uint8Array | string): void => {
    hashes.set(input, createHash('sha256').update(bytes).digest('hex'));
  };
  const inWorkspace = (path: string): string => relative(root, path).split(sep).join('/');
  let asyncHooks = false;

  function resolveNode(name: string, { kind }: OnResolveArgs): OnResolveResult {
    if (name === 'async_hooks') asyncHooks = true;
    // What `require` gives is the default export, not the namespace.
    return { path: `node/${name}`, namespace: 'nexo', suffix: kind === 'require-call' ? '?require' : '' };
  }

  function loadOwn({ path, suffix }: OnLoadArgs): OnLoadResult {
    if (path === 'start') return { contents: start };
    const name = path.replace(/^node\//, '');
    if (suffix === '?require') return { contents: `module.exports = require('nexo:node/${name}').default;` };
    const text = nodeModules.get(name) ?? '';
    note(`node:${name}`, text);
    return { contents: text };
  }

  async function loadFile(args: OnLoadArgs, read: ReturnType<typeof createModuleReader>): Promise<OnLoadResult> {
    if (args.path === entry && args.suffix === '') {
      // A function that is about to be made has no folder yet; its packages are the workspace's.
      return { contents, loader: entryLoader(file, language), resolveDir: existing(dirname(entry)) };
    }
    const found = await read.read(args.path);
    note(found.file, found.bytes);
    const loader = loaderOf(args.path, args.with);
    return loader === undefined ? fail(unknownKind(found.file)) : { contents: found.bytes, loader };
  }

  function existing(folder: string): string {
    return existsSync(folder) ? folder : root;
  }

  function setup(build: PluginBuild): void {
    const reader = createModuleReader(root, dirname(file));
    const jsx = createJsxSource(build, [dirname(entry), root], (path, bytes) => note(inWorkspace(path), bytes));
    const refuse = (args: OnResolveArgs): OnResolveResult =>
      fail(importRefusal(args.path, inWorkspace(args.importer), nodeModules));
    const inShared = async (args: OnResolveArgs, path: string): Promise<OnResolveResult> => {
      const found = await build.resolve(`./${path}`, { kind: args.kind, resolveDir: root });
      return found.errors.length > 0 ? refuse(args) : { path: found.path };
    };

    build.onResolve({ filter: /^nexo:/ }, async (args) => {
      if (args.kind === 'entry-point') return { path: 'start', namespace: 'nexo' };
      if (args.namespace === 'nexo') {
        if (args.path === 'nexo:user') return { path: entry };
        return { path: args.path.slice('nexo:'.length), namespace: 'nexo' };
      }
      if (!args.path.startsWith('nexo:jsx')) return refuse(args);
      const path = await jsx.resolve(args.path.slice('nexo:jsx'.length), args.resolveDir);
      return path === undefined ? refuse(args) : { path };
    });
    build.onResolve({ filter: /^[^./]/ }, async (args) => {
      const name = nodeName(args.path);
      if (name !== undefined && nodeModules.has(name)) return resolveNode(name, args);
      // A package may try for what is not there, and do without: esbuild knows, and reports what is not optional.
      if (packageOf(inWorkspace(args.importer)) !== undefined) return undefined;
      if (name !== undefined || /^[a-z][a-z0-9+.-]*:/i.test(args.path)) return refuse(args);
      return args.path.startsWith('shared/') ? inShared(args, args.path) : undefined;
    });
    // As they are written in an entry, whose folder may not exist yet.
    build.onResolve({ filter: /^\.\.\/\.\.\/shared\// }, (args) =>
      args.importer === entry ? inShared(args, args.path.slice('../../'.length)) : undefined,
    );
    build.onResolve({ filter: /^\// }, refuse);
    build.onLoad({ filter: /.*/, namespace: 'nexo' }, loadOwn);
    build.onLoad({ filter: /.*/ }, (args) =>
      loadFile(args, reader).catch((error: unknown) => {
        const reason = error instanceof ModuleRefused ? error.message : `it cannot be read (${codeOf(error)})`;
        return fail(`Cannot import "${inWorkspace(args.path)}": ${reason}`);
      }),
    );
  }

  return {
    plugin: { name: 'nexo', setup },
    inputs: () =>
      [...hashes].map(([input, hash]) => ({ file: input, hash })).toSorted((a, b) => (a.file < b.file ? -1 : 1)),
    usesAsyncHooks: () => asyncHooks,
  };
}

function fail(text: string): { errors: { text: string }[] } {
  return { errors: [{ text }] };
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
}

function unknownKind(file: string): string {
  return `Cannot import "${file}": functions import code, JSON and text (.txt, .md, .html, .css, .sql, .csv); add { with: { type: 'text' } } or 'bytes' to import another file as it is`;
}
