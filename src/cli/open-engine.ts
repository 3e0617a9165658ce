import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

import { readConfig, type ConfigFlags } from '../engine/config.ts';
import { readEngineFile } from '../engine/engine-file.ts';
import { connectEngine, type RestClient } from './engine-client.ts';
import { startEngine } from './own-engine.ts';
import { UsageError } from './usage-error.ts';

/** Which engine a command uses. */
export interface EngineChoice extends Pick<ConfigFlags, 'workspace' | 'secrets' | 'token' | 'log'> {
  url?: string;
}

export interface EngineInUse {
  readonly client: RestClient;
  readonly url: string;
  /** Whether it was there before the command, and stays. */
  readonly running: boolean;
}

export interface OpenEngine extends EngineInUse {
  /** Ends it, where it is the command's own. */
  dispose?: () => Promise<void>;
}

/**
 * The engine at `url`, or the one that has the workspace open, or else one of the command's own. Rejects with UsageError,
 * ConfigError, or the reason why it cannot start.
 */
export async function openEngine(choice: EngineChoice): Promise<OpenEngine> {
  if (choice.url !== undefined) {
    const url = addressOf(choice.url);
    if (!(await isEngine(url))) throw new UsageError(`no engine answers at ${url}`);
    refuseSecrets(choice, url);
    return { client: connectEngine(url, givenToken(choice)), url, running: true };
  }
  const found = await findEngine(choice);
  if (found !== undefined) {
    refuseSecrets(choice, found.url);
    return found;
  }
  const { workspace, secrets, log = 'error' } = choice;
  return ownEngine({ workspace, secrets, token: choice.token, log, addr: '127.0.0.1:0' });
}

/** An engine of the command's own. Rejects as `openEngine`. */
export async function ownEngine(flags: ConfigFlags): Promise<OpenEngine> {
  const { url, dispose } = await startEngine(flags);
  return { client: connectEngine(url, givenToken(flags)), url, running: false, dispose };
}

function givenToken({ token }: Pick<ConfigFlags, 'token'>): string | undefined {
  return token ?? (process.env['NEXO_TOKEN'] || undefined);
}

/** An engine that is there has been given its secrets. */
function refuseSecrets({ secrets }: EngineChoice, url: string): void {
  if (secrets === undefined) return;
  throw new UsageError(`the engine at ${url} has secrets of its own: leave out --secrets, or end that engine first`);
}

/** The engine that has the workspace open; undefined when none answers. */
export async function findEngine(choice: Pick<EngineChoice, 'workspace' | 'token'>): Promise<EngineInUse | undefined> {
  const { workspace } = readConfig({ workspace: choice.workspace });
  const known = await readEngineFile(workspace);
  if (known === undefined || !(await isEngine(known.url))) return undefined;
  const token =
    givenToken(choice) ?? (await readFile(join(workspace, '.nexo', 'token'), 'utf8').catch(() => '')).trim();
  return { client: connectEngine(known.url, token || undefined), url: known.url, running: true };
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
function addressOf(url: string): string {
  const parsed = URL.parse(/^https?:/.test(url) ? url : `http://${url}`);
  if (parsed === null) throw new UsageError(`--url cannot be "${url}": give an address such as http://127.0.0.1:3000`);
  return parsed.origin;
}
