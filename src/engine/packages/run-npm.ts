import { spawn, type ChildProcess } from 'node:child_process';
import { createInterface } from 'node:readline';

import type { PackageEvent } from '../../contract/package.ts';
import { createAsyncQueue } from '../../kit/async-queue.ts';
import type { NpmCommand } from './find-npm.ts';
import { npmReason } from './npm-arguments.ts';

/** Between the request to end and the end. */
const graceMs = 2_000;
const maxLineLength = 2_000;
const keptLines = 200;

export interface NpmRun {
  command: NpmCommand;
  arguments: readonly string[];
  /** The folder with the package.json. */
  folder: string;
  signal: AbortSignal | undefined;
}

/** Runs npm and tells what it says, line by line, and how it ended. Whoever stops reading ends it with all it started. */
export async function* runNpm({ command, arguments: given, folder, signal }: NpmRun): AsyncGenerator<PackageEvent> {
  const child = spawn(command.program, [...command.prefix, ...given], {
    cwd: folder,
    env: environmentForNpm(),
    stdio: ['ignore', 'pipe', 'pipe'],
    windowsHide: true,
    // A group of its own, which can be ended as a whole.
    detached: process.platform !== 'win32',
  });
  const events = createAsyncQueue<PackageEvent>(signal, () => {});
  const lines: string[] = [];
  for (const stream of [child.stdout, child.stderr]) {
    createInterface({ input: stream }).on('line', (line) => {
      const text = line.slice(0, maxLineLength);
      lines.push(text);
      if (lines.length > keptLines) lines.shift();
      events.push({ type: 'line', text });
    });
  }
  child.on('error', (error) => events.push({ type: 'finished', ok: false, reason: error.message }));
  child.on('close', (code, killedBy) => {
    const reason =
      npmReason(lines) ?? (killedBy === null ? `npm ended with code ${code}` : `npm was ended by ${killedBy}`);
    events.push({ type: 'finished', ok: code === 0, reason: code === 0 ? null : reason });
  });
  try {
    for await (const event of events) {
      yield event;
      if (event.type === 'finished') return;
    }
  } finally {
    endTree(child);
  }
}

/** npm finds itself and its settings; it learns nothing of ours. */
function environmentForNpm(): NodeJS.ProcessEnv {
  return Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !/^(?:NEXO_|ELECTRON_|NODE_OPTIONS$|NODE_CHANNEL)/i.test(name)),
  );
}

function endTree(child: ChildProcess): void {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  const { pid } = child;
  if (process.platform === 'win32') {
    spawn('taskkill', ['/pid', String(pid), '/t', '/f'], { stdio: 'ignore', windowsHide: true }).on('error', () => {});
    return;
  }
  const end = (signal: NodeJS.Signals): void => {
    try {
      process.kill(-pid, signal);
    } catch {
      // It ended by itself.
    }
  };
  end('SIGTERM');
  setTimeout(() => end('SIGKILL'), graceMs).unref();
}
