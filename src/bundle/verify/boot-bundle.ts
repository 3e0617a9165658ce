import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import modules from 'virtual:portable';

import type { TargetName } from '../../contract/bundle.ts';
import { findRuntime, type RuntimeName } from './find-runtime.ts';
import { startGuarded } from './guarded-process.ts';

/** A bundle that serves requests. */
export interface RunningBundle {
  /** Where it listens: `http://127.0.0.1:PORT`. */
  readonly url: string;
  /** What it wrote so far. */
  readonly output: string;
  /** Kills it, whatever it is doing; resolves once it is gone. */
  stop(): Promise<void>;
}

/** The runtime a bundle needs is not on this machine. */
export class RuntimeMissing extends Error {
  readonly runtime: RuntimeName;

  constructor(runtime: RuntimeName) {
    super(`${runtime} is not installed on this machine`);
    this.runtime = runtime;
  }
}

export interface BootOptions {
  target: TargetName;
  /** Where the bundle's files are. */
  folder: string;
  /** The bundle's name. */
  name: string;
  /** For Cloudflare: how workerd is told what wrangler.jsonc says. */
  workerdConfig?: string;
  /** For Nexo itself: its built command line. */
  nexoProgram?: string;
  /** The names of all variables and secrets it reads. */
  reads: readonly string[];
  /** Values of the variables and secrets it reads; it gets nothing else of our environment. */
  env: Readonly<Record<string, string>>;
  /** Gives up waiting for it. */
  signal: AbortSignal;
}

interface Launch {
  command: string[];
  env?: Record<string, string>;
  /** Its first group is the port. */
  ready: RegExp;
  /** What only a boot on this machine needs. */
  files?: Readonly<Record<string, string>>;
}

/** Boots a bundle in its runtime, on a free port of this machine. Rejects with RuntimeMissing, or with its last words. */
export async function bootBundle(options: BootOptions): Promise<RunningBundle> {
  const { target, folder, env, signal } = options;
  const { command, env: own, ready, files = {} } = launches[target](options);
  for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text);
  const started = startGuarded(command, {
    cwd: folder,
    env: { ...systemVariables(), ...env, ...own, HOST: '127.0.0.1', PORT: '0' },
  });
  try {
    const [, port] = await started.waitFor(ready, signal);
    return {
      url: `http://127.0.0.1:${port}`,
      get output() {
        return started.output;
      },
      stop: () => started.kill(),
    };
  } catch (error) {
    await started.kill();
    throw error;
  }
}

const listening = /Listening on http:\/\/.*:(\d+)/;
const denoVariables = { NO_COLOR: '1', DENO_NO_UPDATE_CHECK: '1', DENO_DIR: '.deno' };

const launches: Record<TargetName, (options: BootOptions) => Launch> = {
  node: () => ({ command: [process.execPath, '--enable-source-maps', 'server.js'], ready: listening }),
  bun: () => ({
    command: [programOf('bun'), 'server.js'],
    env: { NODE_ENV: 'production' },
    ready: /Started .*server: http:\/\/.*:(\d+)/,
  }),
  deno: ({ reads }) => ({
    command: [programOf('deno'), 'serve', ...denoFlags(reads), '--host', '127.0.0.1', '--port', '0', 'main.js'],
    env: denoVariables,
    ready: listening,
  }),
  supabase: ({ reads, name }) => ({
    command: [
      programOf('deno'),
      'run',
      ...denoFlags(['DENO_SERVE_ADDRESS', ...reads]),
      `supabase/functions/${name}/index.ts`,
    ],
    env: { ...denoVariables, DENO_SERVE_ADDRESS: 'tcp:127.0.0.1:0' },
    ready: listening,
  }),
  workerd: workerdLaunch,
  // The same runtime with the same module; only the settings are in another file.
  cloudflare: (options) => ({ ...workerdLaunch(), files: { 'config.capnp': options.workerdConfig ?? '' } }),
  lambda: () => harnessLaunch('lambda-harness', 'index.mjs'),
  netlify: () => harnessLaunch('fetch-harness', 'netlify/functions/nexo.mjs'),
  vercel: () => harnessLaunch('fetch-harness', 'api/index.js'),
  nexo: ({ nexoProgram = '', env }) => ({
    env: Object.fromEntries(Object.entries(env).map(([name, value]) => [`NEXO_SECRET_${name}`, value])),
    command: [process.execPath, nexoProgram, 'serve', '--workspace', '.', '--addr', '127.0.0.1:0', '--json'],
    ready: /"url":"http:\/\/127\.0\.0\.1:(\d+)/,
  }),
};

function workerdLaunch(): Launch {
  return {
    command: [programOf('workerd'), 'serve', 'config.capnp', '--socket-addr', 'http=127.0.0.1:0', '--control-fd=3'],
    ready: /"socket":"http","port":(\d+)/,
  };
}

function harnessLaunch(harness: string, entry: string): Launch {
  return {
    command: [process.execPath, '--enable-source-maps', 'nexo-harness.mjs', entry],
    ready: listening,
    files: { 'nexo-harness.mjs': modules[harness] ?? '' },
  };
}

function denoFlags(reads: readonly string[]): string[] {
  const allowEnv = reads.length > 0 ? [`--allow-env=${reads.join(',')}`] : [];
  return ['--allow-net', ...allowEnv, '--no-config', '--no-lock', '--cached-only'];
}

function programOf(name: RuntimeName): string {
  const file = findRuntime(name);
  if (file === undefined) throw new RuntimeMissing(name);
  return file;
}

/** What programs need to start at all. */
function systemVariables(): Record<string, string> {
  const names = ['PATH', 'SYSTEMROOT', 'TMPDIR', 'TEMP', 'TMP'];
  return Object.fromEntries(
    names.flatMap((name) => (process.env[name] === undefined ? [] : [[name, process.env[name]]])),
  );
}
