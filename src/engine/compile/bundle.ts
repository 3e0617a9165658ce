import type { BuildFailure, BuildOptions, Plugin } from 'esbuild';

import type { Compiled, CompileInput } from './compiler.ts';
import type { EsbuildService } from './esbuild-service.ts';
import { createFunctionPlugin } from './function-plugin.ts';
import type { NodeModules } from './node-builtins.ts';
import { explain } from './refusals.ts';
import { withTexts } from './source-map.ts';
import { reservedNameError, syntaxErrorOf } from './syntax-error.ts';

/** Finds `function handler` and `main` where they are top-level but not exported. */
const entryPoints = ['handler', 'main']
  .map((name) => `${name}: typeof ${name} === 'function' ? ${name} : undefined`)
  .join(', ');
const suffix = `\nexport const __nexo = { ${entryPoints} };`;

/** Makes one ES module of an entry and everything it imports; `root` is the workspace's real path. */
export type Bundler = (root: string, input: CompileInput) => Promise<Compiled>;

/** For isolates, or for the runtimes that bundles are exported to. */
export type BundleFor = 'isolate' | 'export';

/** Errors never point past the person's own text. */
export function createBundler(service: EsbuildService, nodeModules: NodeModules, bundleFor: BundleFor): Bundler {
  /** Entries that were found to use async hooks: they would be built twice otherwise. */
  const lowered = new Set<string>();

  async function build(root: string, input: CompileInput, contents: string): Promise<Compiled> {
    const lower = lowered.has(input.file);
    const { plugin, inputs, texts, own, usesAsyncHooks } = createFunctionPlugin(root, input, contents, {
      nodeModules,
      external: bundleFor === 'export',
    });
    const options = optionsFor(root, plugin, input.file, lower);
    const { outputFiles = [] } = await service.build(bundleFor === 'export' ? { ...options, ...exported } : options);
    if (bundleFor === 'isolate' && usesAsyncHooks() !== lower) {
      if (lower) lowered.delete(input.file);
      else lowered.add(input.file);
      return build(root, input, contents);
    }
    const [map, module] = outputFiles;
    if (!map || !module) throw new Error('esbuild gave no output');
    const sourceMap = withTexts(map.text, new Map([...texts, [input.file, input.code]]));
    return { code: module.text, sourceMap, inputs: inputs(), files: own };
  }

  function errorOf({ errors: [first] }: BuildFailure, input: CompileInput): Error {
    const location = first?.location ?? null;
    const text = explain(first?.text ?? 'The code does not parse', location?.file ?? '', nodeModules);
    return syntaxErrorOf({ text, location }, input);
  }

  /** The suffix met an open bracket or a name already taken: the source alone tells which. */
  async function explainWithoutSuffix(root: string, input: CompileInput, failure: BuildFailure): Promise<Error> {
    try {
      await build(root, input, input.code);
    } catch (error) {
      if (!isBuildFailure(error)) throw error;
      return errorOf(error, input);
    }
    return reservedNameError(failure, input.code);
  }

  return async (root, input) => {
    try {
      return await build(root, input, input.code + suffix);
    } catch (error) {
      if (!isBuildFailure(error)) throw error;
      const place = error.errors[0]?.location;
      const lines = input.code.split(/\r\n|[\n\r\u2028\u2029]/).length;
      if (place && (place.file !== input.file || place.line <= lines)) throw errorOf(error, input);
      throw await explainWithoutSuffix(root, input, error);
    }
  };
}

/** Without them esbuild writes generators whose every step is a call of `then`, which async hooks can follow. */
const withoutAsync = { 'async-await': false, 'async-generator': false, 'for-await': false };

/** What Node.js 22, current Deno and Bun, and workerd have in common. */
const exported: BuildOptions = { target: 'es2024' };

function optionsFor(root: string, plugin: Plugin, file: string, lower: boolean): BuildOptions {
  return {
    absWorkingDir: root,
    entryPoints: ['nexo:start'],
    plugins: [plugin],
    bundle: true,
    write: false,
    outfile: 'function.js',
    format: 'esm',
    platform: 'neutral',
    target: 'esnext',
    mainFields: ['browser', 'module', 'main'],
    conditions: ['workerd', 'worker', 'browser', 'import'],
    resolveExtensions: ['.ts', '.tsx', '.js', '.jsx', '.mjs', '.json'],
    // V8 has no decorators yet; esbuild's `esnext` would let them through.
    supported: { decorators: false, ...(lower && withoutAsync) },
    define: {
      // An isolate's `import.meta` is empty.
      'import.meta': JSON.stringify({ url: `file:///${file}` }),
      'process.env.NODE_ENV': '"production"',
    },
    jsx: 'automatic',
    jsxImportSource: 'nexo:jsx',
    sourcemap: 'external',
    sourcesContent: false,
    charset: 'utf8',
    legalComments: 'none',
    logLevel: 'silent',
    // Also keeps esbuild from looking for such files, in the workspace and above it.
    tsconfigRaw: { compilerOptions: { useDefineForClassFields: true } },
  };
}

function isBuildFailure(error: unknown): error is BuildFailure {
  return error instanceof Error && 'errors' in error && Array.isArray(error.errors);
}
