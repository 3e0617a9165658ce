import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

import type { Command } from 'commander';

import { NexoError } from '../contract/errors.ts';
import { ConfigError, readConfig, type ConfigFlags } from '../engine/config.ts';
import { readEngineFile } from '../engine/engine-file.ts';
import { connectEngine, type RestClient } from './engine-client.ts';
import { untilInterrupted } from './interrupt.ts';
import { startEngine } from './own-engine.ts';

/** What every command that needs an engine understands. */
export interface EngineFlags extends Pick<ConfigFlags, 'workspace' | 'secrets' | 'token'> {
  url?: string;
  json?: boolean;
}

/** A command's way to its engine: the one that has the workspace open, or else one of its own. */
export interface Session {
  readonly client: RestClient;
  readonly url: string;
  /** Whether the engine was there before the command, and stays. */
  readonly running: boolean;
  /** Aborts on Ctrl+C. */
  readonly signal: AbortSignal;
}

/** Something a person at the terminal has to put right; the message says how. */
export class UsageError extends Error {}

export const exitCodes = { done: 0, failed: 1, usage: 2, interrupted: 130 } as const;

/** Adds the flags of `EngineFlags`. */
export function withEngineFlags(command: Command): Command {
  return command
    .option('--workspace <folder>', 'the workspace (NEXO_WORKSPACE, ~/NexoFunctions)')
    .option('--url <address>', 'use the engine that runs there')
    .option('--token <token>', 'the control token of that engine (NEXO_TOKEN)')
    .option('--secrets <file>', 'an env file with the values of secrets (NEXO_SECRETS)')
    .option('--json', 'answer for programs: JSON on standard output');
}

/**
 * Runs a command with an engine and sets the process's exit code: what `work` resolves with; 2 for what a person has to
 * put right, 130 after Ctrl+C, 1 for everything else that failed.
 */
export async function runCommand(flags: EngineFlags, work: (session: Session) => Promise<number>): Promise<void> {
  const interrupt = untilInterrupted();
  let dispose: (() => Promise<void>) | undefined;
  try {
    const engine = await openEngine(flags);
    dispose = engine.dispose;
    const interrupted = interrupt.happened.then(() => exitCodes.interrupted);
    process.exitCode = await Promise.race([work({ ...engine, signal: interrupt.signal }), interrupted]);
  } catch (error) {
    process.exitCode = interrupt.signal.aborted ? exitCodes.interrupted : complain(error);
  } finally {
    interrupt.dispose();
    await dispose?.();
    // A stream that was being read may still hold its connection.
    if (interrupt.signal.aborted) process.exit();
  }
}

/** Runs a command that needs no engine, with the same exit codes. */
export async function runAlone(work: () => Promise<number>): Promise<void> {
  process.exitCode = await work().catch(complain);
}

/** Says what went wrong; gives the exit code for it. */
function complain(error: unknown): number {
  const message = error instanceof Error ? error.message : String(error);
  console.error(`nexo: ${message}`);
  const theirs = error instanceof UsageError || error instanceof ConfigError || error instanceof NexoError;
  return theirs || (error instanceof Error && 'defined' in error) ? exitCodes.usage : exitCodes.failed;
}

interface OpenEngine extends Omit<Session, 'signal'> {
  dispose?: () => Promise<void>;
}

async function openEngine(flags: EngineFlags): Promise<OpenEngine> {
  const token = flags.token ?? (process.env['NEXO_TOKEN'] || undefined);
  if (flags.url !== undefined) {
    const url = addressOf(flags.url);
    if (!(await isEngine(url))) throw new UsageError(`no engine answers at ${url}`);
    return { client: connectEngine(url, token), url, running: true };
  }
  const { workspace } = readConfig({ workspace: flags.workspace });
  const known = await readEngineFile(workspace);
  if (known !== undefined && (await isEngine(known.url))) {
    const own = token ?? (await readFile(join(workspace, '.nexo', 'token'), 'utf8').catch(() => '')).trim();
    return { client: connectEngine(known.url, own || undefined), url: known.url, running: true };
  }
  const { workspace: folder, secrets } = flags;
  const engine = await startEngine({
    workspace: folder,
    secrets,
    token: flags.token,
    log: 'error',
    addr: '127.0.0.1:0',
  });
  return { client: connectEngine(engine.url, token), url: engine.url, running: false, dispose: engine.dispose };
}

async function isEngine(url: string): Promise<boolean> {
  try {
    const response = await fetch(`${url}/health`, { signal: AbortSignal.timeout(3_000) });
    const health = (await response.json()) as { status?: unknown; uptimeMs?: unknown };
    return typeof health.status === 'string' && typeof health.uptimeMs === 'number';
  } catch {
    return false;
  }
}

/** The origin of an address as a person writes it. Throws UsageError. */
export function addressOf(url: string): string {
  const parsed = URL.parse(/^https?:/.test(url) ? url : `http://${url}`);
  if (parsed === null) throw new UsageError(`--url cannot be "${url}": give an address such as http://127.0.0.1:3000`);
  return parsed.origin;
}

/** Where a function answers: its whole address while somebody serves it, else its path there. */
export function addressOfRoute({ url, running }: Pick<Session, 'url' | 'running'>, route: string): string {
  return `${running ? url : ''}/fn${route}`;
}

/** Functions may be named as they are called or by their folders. Rejects with UsageError. */
export async function findFunctions(client: RestClient, names: readonly string[]) {
  const known = await client.functions.list();
  return names.map((name) => {
    const found = known.find(({ id }) => id === name) ?? known.find((one) => one.name === name);
    if (found === undefined) throw new UsageError(`there is no function "${name}"; "nexo list" shows those there are`);
    return found;
  });
}

export async function findFunction(client: RestClient, name: string) {
  const [found] = await findFunctions(client, [name]);
  return found!;
}
