import type { Command } from 'commander';

import { ConfigError } from '../../engine/config.ts';
import { PortTakenError } from '../../engine/listen.ts';
import { callLines } from '../call-line.ts';
import type { RestClient } from '../engine-client.ts';
import { untilInterrupted } from '../interrupt.ts';
import { findEngine, ownEngine, type OpenEngine } from '../open-engine.ts';
import { paint } from '../paint.ts';
import { exitCodes } from '../run-command.ts';

interface DevFlags {
  workspace?: string;
  addr?: string;
  secrets?: string;
  env?: string;
  json?: boolean;
}

/** `nexo dev`: serves a workspace, and shows each call and each change as it happens. */
export function addDevCommand(program: Command): void {
  program
    .command('dev')
    .description(
      'Serve the workspace, unless it is served already, and print every change and every call with its logs.',
    )
    .option('--workspace <folder>', 'the workspace (NEXO_WORKSPACE, ~/NexoFunctions)')
    .option('--addr <host:port>', 'where to listen; port 0 picks a free one (NEXO_ADDR, 127.0.0.1:3000)')
    .option('--secrets <file>', 'an env file with the values of secrets (NEXO_SECRETS)')
    .option('--env <name>', 'the environment to run functions in (NEXO_ENV)')
    .option('--json', 'one line of JSON for each thing that happens')
    .addHelpText('after', '\nExample:\n  nexo dev --workspace ./functions')
    .action(async (flags: DevFlags) => {
      // Streams of the engine that has ended may still hold their connections.
      process.exit(await dev(flags));
    });
}

async function dev({ json, ...flags }: DevFlags): Promise<number> {
  const interrupt = untilInterrupted();
  let engine: OpenEngine | undefined;
  try {
    engine = await serving(flags);
    const { client, url, running } = engine;
    if (json === true) console.log(JSON.stringify({ event: 'ready', url }));
    else
      console.log(
        `Functions ${running ? 'are served already' : 'are'} at ${paint('bold', `${url}/fn/…`)}. Stop with Ctrl+C.`,
      );
    const shown = Promise.all([showChanges(client, json, interrupt.signal), showCalls(client, json, interrupt.signal)]);
    await Promise.race([shown, interrupt.happened]);
    return exitCodes.done;
  } catch (error) {
    // Stopped by hand is how this command ends.
    if (interrupt.signal.aborted) return exitCodes.done;
    console.error(`nexo: ${error instanceof Error ? error.message : String(error)}`);
    return error instanceof ConfigError || error instanceof PortTakenError ? exitCodes.usage : exitCodes.failed;
  } finally {
    interrupt.dispose();
    await engine?.dispose?.();
  }
}

/** The engine that has the workspace open, which goes on when this ends; unless it is to be another than that. */
async function serving({ workspace, addr, secrets, env }: Omit<DevFlags, 'json'>): Promise<OpenEngine> {
  const found = (addr ?? secrets ?? env) === undefined ? await findEngine({ workspace }) : undefined;
  if (found !== undefined) return found;
  return ownEngine({ log: 'warn', workspace, addr, secrets, env });
}

async function showCalls(client: RestClient, json: boolean | undefined, signal: AbortSignal): Promise<void> {
  for await (const { invocations } of await client.invocations.watch({}, { signal })) {
    for (const one of invocations)
      console.log(json === true ? JSON.stringify({ event: 'call', call: one }) : callLines(one));
  }
}

async function showChanges(client: RestClient, json: boolean | undefined, signal: AbortSignal): Promise<void> {
  for await (const change of await client.workspace.watch(undefined, { signal })) {
    if (json === true) {
      if (change.type === 'saved') console.log(JSON.stringify({ event: 'saved', id: change.function.id }));
      if (change.type === 'removed') console.log(JSON.stringify({ event: 'removed', id: change.id }));
    } else if (change.type === 'opened') {
      for (const { id, methods, route } of change.functions)
        console.log(`  ${methods.join(',')} ${route} ${paint('dim', id)}`);
    } else if (change.type === 'saved') {
      const { id, problem, damage } = change.function;
      const fault = problem ?? damage;
      const place = fault?.line === undefined ? '' : ` (${fault.file}:${fault.line})`;
      console.log(fault ? paint('red', `${id}: ${fault.reason}${place}`) : paint('dim', `${id} changed`));
    } else if (change.type === 'removed') console.log(paint('dim', `${change.id} is gone`));
  }
}
