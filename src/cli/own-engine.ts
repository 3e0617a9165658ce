import { join } from 'node:path';

import { readConfig, type ConfigFlags } from '../engine/config.ts';
import { createEngineLog } from '../engine/engine-log.ts';
import { createEngine } from '../engine/engine.ts';
import { readSecrets } from '../engine/read-secrets.ts';

/** An engine that a command has for itself. */
export interface OwnEngine {
  readonly url: string;
  dispose(): Promise<void>;
}

/** Starts one and waits until its workspace is open. Rejects with ConfigError for a bad setting, else with the reason. */
export async function startEngine(flags: ConfigFlags): Promise<OwnEngine> {
  const config = readConfig(flags);
  const warn = (message: string): void => console.error(`nexo: WARNING: ${message}`);
  const engine = await createEngine({
    config,
    secrets: readSecrets(config.secretsFile, process.env, warn),
    log: createEngineLog(config.logLevel),
    sandboxEntry: join(import.meta.dirname, 'sandbox.js'),
  });
  try {
    await engine.opened;
  } catch (error) {
    await engine.dispose();
    throw error;
  }
  return { url: engine.url, dispose: () => engine.dispose(0) };
}
