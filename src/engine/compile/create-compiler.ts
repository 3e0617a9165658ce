import { realpath } from 'node:fs/promises';
import { resolve } from 'node:path';

import { createBundler, type Bundler } from './bundle.ts';
import type { Compiled, CompileInput, Compiler } from './compiler.ts';
import { createEsbuildService } from './esbuild-service.ts';
import { syntaxError } from './syntax-error.ts';
import { verifySyntax } from './verify-syntax.ts';

export interface CompilerOptions {
  /** The workspace folder: nothing outside of it is ever read. It may be made later. */
  workspace: string;
  /** The modules behind `node:` names, each as one ES module that may import others of them. */
  nodeModules?: Readonly<Record<string, string>>;
  /** A compilation that takes longer is given up. */
  timeoutMs?: number;
  /** The process ends after so long without a compilation. */
  idleMs?: number;
  /** Largest source accepted, in characters. */
  maxCodeLength?: number;
}

/**
 * A compiler whose process is started at once and kept warm while there is work: the first compilation, and the first
 * after half a minute, costs 40 ms, the next 4.
 */
export function createCompiler(options: CompilerOptions): Compiler {
  const { workspace, nodeModules = {}, timeoutMs = 10_000, idleMs = 30_000, maxCodeLength = 2_000_000 } = options;
  const service = createEsbuildService({ timeoutMs, idleMs });
  const modules = new Map(Object.entries(nodeModules));
  const run = async (bundle: Bundler, input: CompileInput): Promise<Compiled> => {
    refuseOversized(input.code, maxCodeLength);
    const root = await realpath(workspace).catch(() => resolve(workspace));
    return bundle(root, input);
  };
  const forIsolates = createBundler(service, modules, 'isolate');
  const forExport = createBundler(service, modules, 'export');
  return {
    async compile(input) {
      const compiled = await run(forIsolates, input);
      verifySyntax(compiled, input.file);
      return compiled;
    },
    compilePortable: (input) => run(forExport, input),
    dispose: () => service.stop(),
  };
}

/** Deeper nesting than anyone writes costs esbuild a kilobyte of stack a level, up to a gigabyte. */
const maxDepth = 50_000;

function refuseOversized(code: string, maxCodeLength: number): void {
  if (code.length > maxCodeLength) {
    const allowed = maxCodeLength.toLocaleString('en');
    throw syntaxError(`The code is longer than ${allowed} characters. Shorten it.`, { line: 1, column: 1 });
  }
  let depth = 0;
  for (const [bracket] of code.matchAll(/[[\](){}]/g)) {
    depth += '[({'.includes(bracket) ? 1 : -1;
    if (depth > maxDepth) throw syntaxError('The code is nested too deeply', { line: 1, column: 1 });
  }
}
