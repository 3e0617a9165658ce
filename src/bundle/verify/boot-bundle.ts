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
}

/** Boots a bundle in its runtime, on a free port of this machine. Rejects with RuntimeMissing, or with its last words. */
export async function bootBundle({ target, folder, reads, env, signal }: BootOptions): Promise<RunningBundle> {
  const launch = launches[target]?.(reads);
  if (launch === undefined) throw new Error(`a bundle for ${target} cannot be booted here`);
  const started = startGuarded(launch.command, {
    cwd: folder,
    env: { ...systemVariables(), ...env, ...launch.env, HOST: '127.0.0.1', PORT: '0' },
  });
  try {
    const [, port] = await started.waitFor(launch.ready, signal);
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

const launches: Partial<Record<TargetName, (reads: readonly string[]) => Launch>> = {
  node: () => ({
    command: [process.execPath, '--enable-source-maps', 'server.js'],
    ready: /Listening on http:\/\/.*:(\d+)/,
  }),
  bun: () => ({
    command: [programOf('bun'), 'server.js'],
    env: { NODE_ENV: 'production' },
    ready: /Started .*server: http:\/\/.*:(\d+)/,
  }),
  deno: (reads) => {
    const allowEnv = reads.length > 0 ? [`--allow-env=${reads.join(',')}`] : [];
    return {
      command: [
        programOf('deno'),
        'serve',
        '--allow-net',
        ...allowEnv,
        '--no-config',
        '--no-lock',
        '--cached-only',
        '--host',
        '127.0.0.1',
        '--port',
        '0',
        'main.js',
      ],
      env: { NO_COLOR: '1', DENO_NO_UPDATE_CHECK: '1', DENO_DIR: '.deno' },
      ready: /Listening on http:\/\/.*:(\d+)/,
    };
  },
  workerd: workerdLaunch,
};

function workerdLaunch(): Launch {
  return {
    command: [programOf('workerd'), 'serve', 'config.capnp', '--socket-addr', 'http=127.0.0.1:0', '--control-fd=3'],
    ready: /"socket":"http","port":(\d+)/,
  };
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
