import { isBuiltin } from 'node:module';
import type { BuildFailure, BuildOptions, Loader, OnResolveArgs, Plugin } from 'esbuild';

import type { Language } from '../../contract/function.ts';
import type { CompileInput, Compiled } from './compiler.ts';
import type { EsbuildService } from './esbuild-service.ts';
import { firstError, reservedNameError } from './syntax-error.ts';

const loaders: Record<Language, Loader> = { javascript: 'js', typescript: 'ts' };

/** Finds `function handler` and `main` where they are top-level but not exported. */
const entryPoints = ['handler', 'main']
  .map((name) => `${name}: typeof ${name} === 'function' ? ${name} : undefined`)
  .join(', ');
const suffix = `\nexport const __nexo = { ${entryPoints} };`;

/** The bundle's entry: what a function may offer, whichever way its file declares or re-exports it. */
const entry = `import * as user from 'nexo:user';
export default user.default;
export const __nexo = { handler: user.__nexo.handler ?? user.handler, main: user.__nexo.main ?? user.main };
`;

/** Makes one ES module of the source. Errors never point past the person's own text. */
export async function bundle(input: CompileInput, service: EsbuildService): Promise<Compiled> {
  try {
    const { outputFiles = [] } = await service.build(optionsFor(input, input.code + suffix));
    const [map, module] = outputFiles;
    if (!map || !module) throw new Error('esbuild gave no output');
    return { code: module.text, sourceMap: ownSources(map.text, input) };
  } catch (error) {
    if (!isBuildFailure(error)) throw error;
    const lines = input.code.split(/\r\n|[\n\r\u2028\u2029]/).length;
    const first = error.errors[0];
    if (first?.location && first.location.line <= lines) throw firstError(error, input.code);
    throw await explainWithoutSuffix(input, error, service);
  }
}

/** The suffix met an open bracket or a name already taken: the source alone tells which. */
async function explainWithoutSuffix(input: CompileInput, failure: BuildFailure, service: EsbuildService) {
  try {
    await service.build(optionsFor(input, input.code));
  } catch (error) {
    if (!isBuildFailure(error)) throw error;
    return firstError(error, input.code);
  }
  return reservedNameError(failure, input.code);
}

function optionsFor({ file, language }: CompileInput, contents: string): BuildOptions {
  return {
    entryPoints: ['entry'],
    plugins: [inMemory(file, { contents, loader: loaders[language] })],
    bundle: true,
    write: false,
    outfile: 'function.js',
    format: 'esm',
    platform: 'neutral',
    target: 'esnext',
    mainFields: ['browser', 'module', 'main'],
    conditions: ['workerd', 'worker', 'browser', 'import'],
    // V8 has no decorators yet; esbuild's `esnext` would let them through.
    supported: { decorators: false },
    // An isolate's `import.meta` is empty.
    define: { 'import.meta': JSON.stringify({ url: `file:///${file}` }) },
    sourcemap: 'external',
    sourcesContent: true,
    charset: 'utf8',
    legalComments: 'none',
    logLevel: 'silent',
    tsconfigRaw: { compilerOptions: { useDefineForClassFields: true } },
  };
}

/** Nothing is read from the disk: the entry leads to the one source, and every other import is refused. */
function inMemory(file: string, source: { contents: string; loader: Loader }): Plugin {
  return {
    name: 'nexo',
    setup(build) {
      build.onResolve({ filter: /.*/ }, (args) => {
        if (args.kind === 'entry-point') return { path: 'entry', namespace: 'nexo' };
        if (args.namespace === 'nexo') return { path: file, namespace: 'workspace' };
        return { errors: [{ text: importRefusal(args) }] };
      });
      build.onLoad({ filter: /.*/, namespace: 'nexo' }, () => ({ contents: entry }));
      build.onLoad({ filter: /.*/, namespace: 'workspace' }, () => source);
    },
  };
}

function importRefusal({ path }: OnResolveArgs): string {
  if (isBuiltin(path)) {
    return `Cannot import "${path}": it is a Node.js module, and functions run on Web APIs without Node.js`;
  }
  if (/^\.{0,2}\//.test(path)) return `Cannot import "${path}": there is no such file; a function is one file`;
  if (/^[a-z][a-z0-9+.-]*:/i.test(path)) return `Cannot import "${path}": modules are not loaded from URLs`;
  return `Cannot import "${path}": there is no such package in the workspace`;
}

/** The map's sources by their workspace paths, with the person's text exactly as it was. */
function ownSources(map: string, { file, code }: CompileInput): string {
  const parsed = JSON.parse(map) as { sources: string[]; sourcesContent: string[] };
  const prefix = 'workspace:';
  const own = parsed.sources.indexOf(prefix + file);
  if (own >= 0) parsed.sourcesContent[own] = code;
  parsed.sources = parsed.sources.map((source) => (source.startsWith(prefix) ? source.slice(prefix.length) : source));
  return JSON.stringify(parsed);
}

function isBuildFailure(error: unknown): error is BuildFailure {
  return error instanceof Error && 'errors' in error && Array.isArray(error.errors);
}
