import { spawn, type ChildProcess } from 'node:child_process';

import type {
  EngineSettings,
  EngineStartFailure,
  FromEngineProcess,
  StoredSecrets,
  ToEngineProcess,
} from '../../rpc/engine-process.ts';
import { createProcessChannel, type ChannelPort } from '../../rpc/process-channel.ts';
import { cleanEnvironment } from './clean-environment.ts';
import type { EngineProgram } from './engine-program.ts';

/** How a process ended: with a code, or by a signal. */
export interface EngineExit {
  exitCode: number | null;
  signal: string | null;
}

export type EngineStart = { ok: true; url: string } | { ok: false; failure: EngineStartFailure };

/** One run of the engine, from spawn to exit. */
export interface EngineProcess {
  readonly pid: number;
  /** Resolves once the engine said that it listens, or why it cannot; never if it dies before (see `ended`). */
  readonly started: Promise<EngineStart>;
  /** Resolves if it says that it cannot go on, at its start or later: the workspace is read while it listens. */
  readonly refused: Promise<EngineStartFailure>;
  /** Resolves when the process is gone. */
  readonly ended: Promise<EngineExit>;
  openPort(): ChannelPort;
  tellSecrets(stored: StoredSecrets): void;
  /** Asks it to drain and exit; kills it when that takes too long. Resolves when it is gone. */
  stop(): Promise<void>;
}

/** The engine drains for at most this long before it is killed. */
const stopTimeoutMs = 5_000;

/** Starts an engine. Losing our end of the IPC channel, however we end, makes it exit by itself. */
export function startEngineProcess(
  program: EngineProgram,
  settings: EngineSettings,
  stored: StoredSecrets = {},
): EngineProcess {
  const child = spawn(program.node, [program.script], {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    serialization: 'advanced',
    env: cleanEnvironment(process.env),
    windowsHide: true,
  });
  const ended = awaitEnd(child);
  const started = awaitStart(child);
  const refused = awaitRefusal(child);
  const channel = createProcessChannel(child);
  void ended.then(() => channel.dispose());
  tell(child, { channel: 'engine', type: 'start', settings, stored });

  return {
    pid: child.pid ?? 0,
    started,
    refused,
    ended,
    openPort: () => channel.openPort(),
    tellSecrets: (latest) => tell(child, { channel: 'engine', type: 'secrets', stored: latest }),
    async stop() {
      tell(child, { channel: 'engine', type: 'stop' });
      const deadline = setTimeout(() => child.kill('SIGKILL'), stopTimeoutMs);
      await ended;
      clearTimeout(deadline);
    },
  };
}

/** A message that cannot be sent means the process is ending, which `ended` reports. */
function tell(child: ChildProcess, message: ToEngineProcess): void {
  if (child.connected) child.send(message, () => {});
}

function awaitEnd(child: ChildProcess): Promise<EngineExit> {
  return new Promise((resolve) => {
    child.once('exit', (exitCode, signal) => resolve({ exitCode, signal }));
    child.once('error', () => {
      // Without a pid it never ran and there will be no `exit`.
      if (child.pid === undefined) resolve({ exitCode: null, signal: null });
    });
  });
}

function awaitRefusal(child: ChildProcess): Promise<EngineStartFailure> {
  return new Promise((resolve) => {
    child.on('message', (message: FromEngineProcess | { channel: 'port' }) => {
      if (message.channel === 'engine' && message.event === 'failed') resolve(message.failure);
    });
  });
}

function awaitStart(child: ChildProcess): Promise<EngineStart> {
  return new Promise((resolve) => {
    child.on('message', (message: FromEngineProcess | { channel: 'port' }) => {
      if (message.channel !== 'engine') return;
      if (message.event === 'ready') resolve({ ok: true, url: message.url });
      else resolve({ ok: false, failure: message.failure });
    });
  });
}
