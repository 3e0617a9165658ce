import type { Command } from 'commander';

import { NexoError } from '../contract/errors.ts';
import { ConfigError } from '../engine/config.ts';
import type { RestClient } from './engine-client.ts';
import { untilInterrupted } from './interrupt.ts';
import { openEngine, type EngineChoice, type EngineInUse } from './open-engine.ts';
import { UsageError } from './usage-error.ts';

/** What every command that needs an engine understands. */
export interface EngineFlags extends EngineChoice {
  json?: boolean;
}

/** A command's way to its engine. */
export interface Session extends EngineInUse {
  /** Aborts on Ctrl+C. */
  readonly signal: AbortSignal;
}

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
