import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';

export interface EndedNexo {
  code: number | null;
  out: string;
  err: string;
}

export interface RunningNexo {
  child: ChildProcess & { stdout: NodeJS.ReadableStream };
  /** What it has written to standard output so far. */
  said(): string;
  ended: Promise<EndedNexo>;
}

/** Runs `nexo` as a person does, with no environment but a path and what is given. */
export function startNexo(
  args: readonly string[],
  options: { cwd?: string; env: Record<string, string> },
): RunningNexo {
  const child = spawn(process.execPath, [resolve('out/engine/nexo.js'), ...args], {
    ...options,
    env: { PATH: process.env.PATH, ...options.env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let [out, err] = ['', ''];
  child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (err += chunk.toString()));
  const ended = once(child, 'close').then(([code]) => ({ code: code as number | null, out, err }));
  return { child, said: () => out, ended };
}
