import { join } from 'node:path';

import { ConfigError, readConfig, type ConfigFlags, type EngineConfig } from '../engine/config.ts';
import { createEngineLog } from '../engine/engine-log.ts';
import { createEngine, type Engine } from '../engine/engine.ts';
import { PortTakenError } from '../engine/listen.ts';
import { readSecrets, type SecretValues } from '../engine/read-secrets.ts';
import { untilInterrupted } from './interrupt.ts';
import { unpackBundle, type UnpackedBundle } from './unpack-bundle.ts';

export interface ServeFlags extends Omit<ConfigFlags, 'token'> {
  requireToken?: boolean;
  json?: boolean;
}

/**
 * Serves a workspace, or what a Nexo bundle holds, until a signal comes. Resolves with the exit code: 0 after a drain, 1
 * when it cannot start, 2 for a bad setting.
 */
export async function serve(flags: ServeFlags, bundle?: string): Promise<number> {
  if (bundle === undefined) return serveWorkspace(flags);
  if (flags.workspace !== undefined) {
    complain('a bundle is a workspace of its own: leave out --workspace, or the bundle');
    return 2;
  }
  let unpacked: UnpackedBundle;
  try {
    unpacked = await unpackBundle(bundle);
  } catch (error) {
    complain(error instanceof Error ? error.message : String(error));
    return 1;
  }
  try {
    return await serveWorkspace({ ...flags, workspace: unpacked.folder });
  } finally {
    await unpacked.remove();
  }
}

async function serveWorkspace(flags: ServeFlags): Promise<number> {
  let config: EngineConfig;
  let secrets: SecretValues;
  try {
    config = readConfig(flags);
    secrets = readSecrets(config.secretsFile, process.env, (message) => complain(`WARNING: ${message}`));
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    complain(error.message);
    return 2;
  }
  const { happened: stopped } = untilInterrupted();
  let engine: Engine | undefined;
  try {
    const serving = (engine = await start(config, secrets, flags));
    announce(engine, config, flags);
    const opened = serving.opened.then(() => tellNotices(serving));
    await Promise.race([stopped, opened.then(() => stopped)]);
    return 0;
  } catch (error) {
    complain(error instanceof Error ? error.message : String(error));
    if (error instanceof PortTakenError && error.nextFree > 0) {
      complain(`for example: nexo serve --addr ${error.host}:${error.nextFree}`);
    }
    return 1;
  } finally {
    await engine?.dispose();
  }
}

function start(config: EngineConfig, secrets: SecretValues, { requireToken }: ServeFlags): Promise<Engine> {
  const log = createEngineLog(config.logLevel);
  return createEngine({ config, secrets, requireToken, log, sandboxEntry: join(import.meta.dirname, 'sandbox.js') });
}

function announce({ url }: Engine, config: EngineConfig, { json, requireToken }: ServeFlags): void {
  if (config.exposed) {
    complain(`WARNING: ${config.host} can be reached by other machines. Anyone there can call your functions;`);
    complain(`creating and changing them needs the token of ${config.workspace}/.nexo/token (or NEXO_TOKEN).`);
  }
  if (json === true) {
    console.log(JSON.stringify({ event: 'ready', url }));
    return;
  }
  console.log(`Nexo serves ${config.workspace} at ${url}`);
  console.log(`  functions   ${url}/fn/…`);
  console.log(`  control     ${url}/api/functions${requireToken || config.exposed ? ' (with the token)' : ''}`);
  console.log('Stop it with Ctrl+C.');
}

/** What was found damaged has been logged; this is for whoever reads no log. */
function tellNotices(engine: Engine): void {
  const { readOnly, recoveries } = engine.workspace();
  if (readOnly) complain(`WARNING: ${readOnly.message}`);
  for (const { file, reason, kept } of recoveries) {
    const where = kept === file ? 'it is left as it is until you mend it' : `its bytes are kept as ${kept}`;
    complain(`WARNING: ${file} is damaged: ${reason}; ${where}`);
  }
}

function complain(text: string): void {
  console.error(`nexo: ${text}`);
}
