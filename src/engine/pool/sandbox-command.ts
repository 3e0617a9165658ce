import { existsSync, realpathSync } from 'node:fs';
import { createRequire } from 'node:module';
import { availableParallelism } from 'node:os';
import { dirname } from 'node:path';

/** Packages the sandbox program loads from disk because they hold native code. */
const nativePackages = ['isolated-vm', 'node-gyp-build'];

/** Old space of the sandbox's own heap; isolates have heaps and limits of their own. */
const ownHeapMb = 256;

/**
 * Threads that collect garbage and compile beside a sandbox's own. Nobody counts their CPU time: a function that fills
 * its heap keeps all of them busy, and more than there are other cores only take from its neighbours.
 */
const helperThreads = Math.max(1, Math.min(4, availableParallelism() - 1));

/**
 * Node's arguments for a sandbox: the permission model with nothing granted but reading the program and loading
 * its native module. No network, no child processes, no workers, no inspector, no writing.
 */
export function sandboxArguments(sandboxEntry: string): string[] {
  return [
    // isolated-vm cannot live with Node's own startup snapshot.
    '--no-node-snapshot',
    '--permission',
    '--allow-addons',
    ...readableFolders(sandboxEntry).map((folder) => `--allow-fs-read=${folder}`),
    '--disable-proto=delete',
    // WebAssembly memory is not part of an isolate's heap limit: 64 MB each is all there is.
    '--wasm-max-mem-pages=1024',
    `--max-old-space-size=${ownHeapMb}`,
    `--v8-pool-size=${helperThreads}`,
    '--disable-warning=PERM0001',
    sandboxEntry,
  ];
}

/** Nothing of the engine's environment reaches a sandbox. */
export function sandboxEnvironment(platform: NodeJS.Platform): NodeJS.ProcessEnv {
  // node-gyp-build decides by this file, too, which a sandbox may not look for.
  return platform === 'linux' ? { LIBC: existsSync('/etc/alpine-release') ? 'musl' : 'glibc' } : {};
}

/** The program's folder and those of its native module, under every name they may be asked for. */
export function readableFolders(sandboxEntry: string): string[] {
  const require = createRequire(sandboxEntry);
  const folders = [dirname(sandboxEntry)];
  for (const name of nativePackages) folders.push(packageFolder(require, name));
  // A folder reached through a symbolic link is asked for under both names.
  return [...new Set(folders.flatMap((folder) => [folder, realpathSync(folder)]))];
}

function packageFolder(require: NodeJS.Require, name: string): string {
  return dirname(require.resolve(`${name}/package.json`));
}
