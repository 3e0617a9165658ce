import { join } from 'node:path';

import { ConfigError, isLoopback, readConfig, type ConfigFlags, type EngineConfig } from '../engine/config.ts';
import { createEngineLog, type EngineLog } from '../engine/engine-log.ts';
import { createEngine, type Engine } from '../engine/engine.ts';
import { keepNoCore } from '../engine/keep-no-core.ts';
import { PortTakenError } from '../engine/listen.ts';
import { readSecrets, type SecretValues } from '../engine/read-secrets.ts';
import { serveConsole, type ServedConsole } from '../engine/serve-console.ts';
import { untilInterrupted } from './interrupt.ts';
import { unpackBundle, type UnpackedBundle } from './unpack-bundle.ts';

export interface ServeFlags extends Omit<ConfigFlags, 'token'> {
  requireToken?: boolean;
  /** Serve the studio to browsers, too. */
  console?: boolean;
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
  let studio: ServedConsole | undefined;
  try {
    const log = createEngineLog(config.logLevel);
    const serving = (engine = await start(config, secrets, flags, log));
    studio = await startConsole(engine, config, flags, log);
    announce(engine, studio, config, flags);
    keepNoCore();
    const opened = serving.opened.then(() => {
      tellNotices(serving);
      return showLink(serving, studio, config, flags);
    });
    await Promise.race([stopped, opened.then(() => stopped)]);
    return 0;
  } catch (error) {
    complain(error instanceof Error ? error.message : String(error));
    if (error instanceof PortTakenError && error.nextFree > 0) {
      const flag = engine === undefined ? '--addr' : '--console-addr';
      complain(`for example: nexo serve ${flag} ${error.host}:${error.nextFree}`);
    }
    return 1;
  } finally {
    await studio?.dispose();
    await engine?.dispose();
  }
}

function start(
  config: EngineConfig,
  secrets: SecretValues,
  { requireToken }: ServeFlags,
  log: EngineLog,
): Promise<Engine> {
  return createEngine({ config, secrets, requireToken, log, sandboxEntry: join(import.meta.dirname, 'sandbox.js') });
}

async function startConsole(
  engine: Engine,
  { host, consoleAddr }: EngineConfig,
  flags: ServeFlags,
  log: EngineLog,
): Promise<ServedConsole | undefined> {
  if (flags.console !== true && consoleAddr === undefined) return undefined;
  const place = consoleAddr ?? { host, port: undefined };
  return serveConsole(engine, { ...place, pages: join(import.meta.dirname, '../renderer') }, log);
}

function announce({ url }: Engine, studio: ServedConsole | undefined, config: EngineConfig, flags: ServeFlags): void {
  const { exposed, host, consoleAddr, workspace } = config;
  if (exposed) {
    complain(`WARNING: ${host} can be reached by other machines. Anyone there can call your functions;`);
    complain(`creating and changing them needs the token of ${workspace}/.nexo/token (or NEXO_TOKEN).`);
  }
  if (studio !== undefined && !isLoopback(consoleAddr?.host ?? host)) {
    complain('WARNING: the console can be reached by other machines, and its token crosses the network unencrypted.');
    complain('Where that is not your own network, serve it on 127.0.0.1 and reach it through an SSH tunnel.');
  }
  if (flags.json === true) {
    console.log(JSON.stringify({ event: 'ready', url, ...(studio && { console: studio.url }) }));
    return;
  }
  console.log(`Nexo serves ${workspace} at ${url}`);
  console.log(`  functions   ${url}/fn/…`);
  console.log(`  control     ${url}/api/functions${flags.requireToken || exposed ? ' (with the token)' : ''}`);
}

/** The way into the console, once there is a token. One that the person chose is not shown: output ends up in logs. */
async function showLink(
  engine: Engine | undefined,
  studio: ServedConsole | undefined,
  { token }: EngineConfig,
  { json }: ServeFlags,
): Promise<void> {
  if (json === true) return;
  if (engine !== undefined && studio !== undefined) {
    const link =
      token === undefined ? `${studio.url}/#token=${await engine.token()}` : `${studio.url} (with NEXO_TOKEN)`;
    console.log(`  console     ${link}`);
  }
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
