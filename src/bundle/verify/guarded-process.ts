import { spawn, type ChildProcess } from 'node:child_process';

/**
 * Starts the program of its arguments, and kills it when its own standard input ends: with us, however we end. A plain
 * child would outlive us, and workerd in a loop does not even react to SIGTERM.
 */
const guard = `
const { spawn } = require('node:child_process');
const [file, ...args] = process.argv.slice(1);
const child = spawn(file, args, { stdio: ['ignore', 1, 2, 3] });
child.on('error', (error) => { console.error(error.message); process.exit(127); });
child.on('exit', (code) => process.exit(code ?? 1));
process.stdin.on('close', () => child.kill('SIGKILL')).resume();
`;

export interface GuardedProcess {
  /** What it wrote so far, on any of its outputs. */
  readonly output: string;
  /** Resolves with the first match of \`pattern\` in its output; rejects when it ends before. */
  waitFor(pattern: RegExp, signal: AbortSignal): Promise<RegExpExecArray>;
  /** Kills it; resolves once it is gone. */
  kill(): Promise<void>;
}

/** Keeps the end of the output: what a program said last is why it ended. */
const maxOutput = 64_000;

export function startGuarded(
  command: readonly string[],
  options: { cwd: string; env: Record<string, string> },
): GuardedProcess {
  const child: ChildProcess = spawn(process.execPath, ['-e', guard, '--', ...command], {
    ...options,
    stdio: ['pipe', 'pipe', 'pipe', 'pipe'],
  });
  const gone = new Promise<void>((resolve) => {
    child.once('close', () => resolve());
    child.once('error', () => resolve());
  });
  let ended = false;
  let output = '';
  const listeners = new Set<() => void>();
  const tell = (): void => {
    for (const listener of listeners) listener();
  };
  void gone.then(() => {
    ended = true;
    tell();
  });
  for (const stream of child.stdio.slice(1)) {
    stream?.on('data', (chunk: Buffer) => {
      output = (output + chunk.toString()).slice(-maxOutput);
      tell();
    });
    stream?.on('error', () => undefined);
  }
  child.stdin?.on('error', () => undefined);

  return {
    get output() {
      return output;
    },
    waitFor(pattern, signal) {
      return new Promise((resolve, reject) => {
        const settle = (run: () => void): void => {
          listeners.delete(check);
          signal.removeEventListener('abort', check);
          run();
        };
        const check = (): void => {
          const match = pattern.exec(output);
          if (match !== null) settle(() => resolve(match));
          else if (signal.aborted) settle(() => reject(signal.reason as Error));
          else if (ended) settle(() => reject(new Error(output.trim() || 'it ended without a word')));
        };
        listeners.add(check);
        signal.addEventListener('abort', check);
        check();
      });
    },
    async kill() {
      child.stdin?.end();
      await gone;
    },
  };
}
