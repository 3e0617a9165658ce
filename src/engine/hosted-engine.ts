import { createProcessChannel } from '../rpc/process-channel.ts';
import type { EngineStartFailure, FromEngineProcess, StoredSecrets, ToEngineProcess } from '../rpc/engine-process.ts';
import { ConfigError, readConfig } from './config.ts';
import { createEngineLog } from './engine-log.ts';
import { createEngine, type Engine } from './engine.ts';
import { keepNoCore } from './keep-no-core.ts';
import { PortTakenError } from './listen.ts';
import type { SandboxStarter } from './pool/sandbox-starter.ts';
import { readSecrets } from './read-secrets.ts';

type StartMessage = ToEngineProcess & { type: 'start' };

export interface HostedEngineOptions {
  /** The built sandbox program. */
  sandboxEntry: string;
  /** With a sandbox that was started ahead. */
  starter: SandboxStarter;
}

/**
 * The engine as a process of the app: started by the host over IPC, serves the contract through ports of that
 * channel, and ends with it.
 */
export function hostEngine({ sandboxEntry, starter }: HostedEngineOptions): void {
  let engine: Engine | undefined;
  let stored: StoredSecrets = {};
  let stopping = false;

  const channel = createProcessChannel(process, (port) => {
    if (engine === undefined) port.close();
    else engine.serve(port);
  });
  process.on('message', (message) => {
    if (!isForEngine(message)) return;
    if (message.type === 'start') void start(message);
    else if (message.type === 'secrets') useStored(message.stored);
    else void stop(0);
  });
  process.on('disconnect', () => void stop(0, 0));
  // The host decides when the engine ends: Ctrl+C in its terminal reaches both, and the host still has to save.
  process.on('SIGINT', () => {});
  process.on('SIGTERM', () => void stop(0));

  /** The latest counts, also when it comes before the engine is there. */
  function useStored(latest: StoredSecrets | undefined): void {
    stored = latest ?? stored;
    engine?.useStoredSecrets(stored);
  }

  async function start(message: StartMessage): Promise<void> {
    useStored(message.stored);
    try {
      const config = readConfig(message.settings);
      const log = createEngineLog(config.logLevel);
      const secrets = readSecrets(config.secretsFile, process.env, (warning) => log.warn(warning));
      const { requireToken } = message.settings;
      engine = await createEngine({ config, secrets, requireToken, log, sandboxEntry, starter });
      engine.useStoredSecrets(stored);
      tell({ channel: 'engine', event: 'ready', url: engine.url });
      keepNoCore();
      await engine.opened;
      // The app's window comes first from here on; until here everybody waits for the engine.
      engine.standBack();
    } catch (error) {
      await new Promise<void>((told) => tell({ channel: 'engine', event: 'failed', failure: failureOf(error) }, told));
      await stop(1);
    }
  }

  async function stop(code: number, drainMs?: number): Promise<void> {
    if (stopping) return;
    stopping = true;
    await engine?.dispose(drainMs);
    starter.dispose();
    channel.dispose();
    process.exit(code);
  }
}

function tell(message: FromEngineProcess, told: () => void = () => {}): void {
  if (process.send === undefined) return told();
  process.send(message, undefined, undefined, told);
}

function failureOf(error: unknown): EngineStartFailure {
  const message = error instanceof Error ? error.message : String(error);
  if (error instanceof ConfigError) return { code: 'BAD_CONFIG', message };
  if (error instanceof PortTakenError) {
    const { host, port, owner, nextFree } = error;
    return { code: 'PORT_TAKEN', message, host, port, owner, nextFree };
  }
  return { code: 'FAILED', message };
}

function isForEngine(message: unknown): message is ToEngineProcess {
  return typeof message === 'object' && message !== null && 'channel' in message && message.channel === 'engine';
}
