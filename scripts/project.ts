import { spawn, type SpawnOptions } from 'node:child_process';
import path from 'node:path';

/** The root of the checkout. */
export const root = path.resolve(import.meta.dirname, '..');

/** A command of one of the project's packages, run by this same Node. */
export function packageScript(script: string, ...args: string[]): [string, ...string[]] {
  return [process.execPath, path.join(root, 'node_modules', script), ...args];
}

/** A command that opens windows, on a virtual display where there may be none. */
export function onDisplay(command: readonly string[]): readonly string[] {
  return process.platform === 'linux' ? ['xvfb-run', '-a', '-s', '-screen 0 1680x1050x24', ...command] : command;
}

/** Runs a command to its end with our own terminal; resolves to its exit code. Signals sent to us reach it. */
export function run(command: readonly string[], options: SpawnOptions = {}): Promise<number> {
  const [file = '', ...args] = command;
  const child = spawn(file, args, { cwd: root, stdio: 'inherit', ...options });
  const forward = (signal: NodeJS.Signals): void => void child.kill(signal);
  process.on('SIGINT', forward).on('SIGTERM', forward);
  return new Promise<number>((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code, signal) => resolve(code ?? (signal ? 1 : 0)));
  }).finally(() => process.off('SIGINT', forward).off('SIGTERM', forward));
}

/** Like `run`, for a step that everything after it depends on: ends the program where the step fails. */
export async function runOrExit(command: readonly string[], options?: SpawnOptions): Promise<void> {
  const code = await run(command, options);
  if (code !== 0) process.exit(code);
}

/** Says what a script is doing, on stderr: stdout belongs to the program that was asked for. */
export function say(line: string): void {
  process.stderr.write(`${line}\n`);
}
