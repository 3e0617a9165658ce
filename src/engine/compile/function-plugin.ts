import { existsSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import type { OnLoadArgs, OnLoadResult, OnResolveArgs, OnResolveResult, Plugin, PluginBuild } from 'esbuild';

import type { CompileInput } from './compiler.ts';
import { createJsxSource } from './jsx-source.ts';
import { entryLoader, isCode, loaderOf } from './loaders.ts';
import { nodeName, type NodeModules } from './node-builtins.ts';
import { createModuleFiles, ModuleRefused, type ModuleFiles } from './module-files.ts';
import { importRefusal, packageOf } from './refusals.ts';

/** The bundle's entry: what a function may offer, whichever way its file declares or re-exports it. */
const start = `import * as user from 'nexo:user';
export default user.default;
export const __nexo = { handler: user.__nexo.handler ?? user.handler, main: user.__nexo.main ?? user.main };
`;

export interface FunctionPlugin {
  plugin: Plugin;
  /** Everything loaded so far but the entry, in order. */
  inputs(): string[];
  /** The texts of the person's own files among them. */
  texts: ReadonlyMap<string, string>;
  /** All of the person's own files among them, but for the entry. */
  own: ReadonlyMap<string, Uint8Array>;
  /** Whether the module was resolved that contexts have to follow through awaits for. */
  usesAsyncHooks(): boolean;
}

export interface NodeSupport {
  nodeModules: NodeModules;
  /** Whether they stay imports, which the runtime answers, instead of becoming part of the module. */
  external: boolean;
}

/**
 * Leads esbuild through one function: the entry is given, other files come from the workspace, `node:` modules from
 * the engine. esbuild itself finds files and packages, and reads none of them.
 */
export function createFunctionPlugin(
  root: string,
  { file, language, unsaved }: CompileInput,
  contents: string,
  { nodeModules, external }: NodeSupport,
): FunctionPlugin {
  const entry = join(root, ...file.split('/'));
  const inputs = new Set<string>();
  const texts = new Map<string, string>();
  const own = new Map<string, Uint8Array>();
  const inWorkspace = (path: string): string => relative(root, path).split(sep).join('/');
  let asyncHooks = false;

  function resolveNode(name: string, { kind }: OnResolveArgs): OnResolveResult {
    if (name === 'async_hooks') asyncHooks = true;
    if (external && kind !== 'require-call') {
      inputs.add(`node:${name}`);
      return { path: `node:${name}`, external };
    }
    // What `require` gives is the default export, not the namespace.
    return { path: `node/${name}`, namespace: 'nexo', suffix: kind === 'require-call' ? '?require' : '' };
  }

  function loadOwn({ path, suffix }: OnLoadArgs): OnLoadResult {
    if (path === 'start') return { contents: start };
    const name = path.replace(/^node\//, '');
    if (suffix === '?require') return { contents: `module.exports = require('nexo:node/${name}').default;` };
    inputs.add(`node:${name}`);
    if (external) return { contents: `export { default } from 'node:${name}';` };
    return { contents: nodeModules.get(name) ?? '' };
  }

  async function loadFile(args: OnLoadArgs, modules: ModuleFiles): Promise<OnLoadResult | undefined> {
    if (args.path === entry && args.suffix === '') {
      // A function that is about to be made has no folder yet; its packages are the workspace's.
      return { contents, loader: entryLoader(file, language), resolveDir: existing(dirname(entry)) };
    }
    const found = await modules.check(args.path);
    inputs.add(found.file);
    const loader = loaderOf(args.path, args.with);
    if (loader === undefined) return fail(unknownKind(found.file));
    // Packages are many files, which esbuild reads faster than it takes them from here.
    if (loader === 'js' && packageOf(found.file) !== undefined) return undefined;
    const text = unsaved?.get(found.file) ?? (await found.read());
    if (isCode(loader)) texts.set(found.file, text.toString());
    if (packageOf(found.file) === undefined) own.set(found.file, Buffer.from(text));
    return { contents: text, loader };
  }

  function existing(folder: string): string {
    return existsSync(folder) ? folder : root;
  }

  function setup(build: PluginBuild): void {
    const modules = createModuleFiles(root, dirname(file));
    const jsx = createJsxSource(build, [dirname(entry), root], (path) => inputs.add(inWorkspace(path)));
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
      loadFile(args, modules).catch((error: unknown) => {
        const reason = error instanceof ModuleRefused ? error.message : `it cannot be read (${codeOf(error)})`;
        return fail(`Cannot import "${inWorkspace(args.path)}": ${reason}`);
      }),
    );
  }

  return {
    plugin: { name: 'nexo', setup },
    inputs: () => [...inputs].toSorted((a, b) => (a < b ? -1 : 1)),
    texts,
    own,
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
