import { spawn, type ChildProcess } from 'node:child_process';
import { constants } from 'node:os';
import { Readable } from 'node:stream';

import { bodyPipe, type FromSandbox, type ToSandbox } from '../../protocol/messages.ts';
import { infoPipe, type Enclosure } from './enclosure.ts';
import { createPipeReader } from './pipe-reader.ts';
import { parseFromSandbox } from './parse-from-sandbox.ts';
import { sandboxArguments, sandboxEnvironment } from './sandbox-command.ts';
import type { SandboxEvents, SandboxExit, SandboxLink } from './sandbox-link.ts';

/** Kept of what a sandbox writes to stderr, for diagnosis of its death. */
const stderrBytes = 16_384;
/** A dead child whose pipes stay open (never seen, but not ours to promise) is given up after this. */
const closeGraceMs = 500;

export interface SandboxProcessOptions {
  node: string;
  sandboxEntry: string;
  /** An empty folder. */
  workingFolder: string;
  enclosure: Pick<Enclosure, 'prefix' | 'tellsPid'>;
}

/** Starts a sandbox program in a process of its own, with no rights, and speaks the protocol with it. */
export function startSandboxProcess(options: SandboxProcessOptions, events: SandboxEvents): SandboxLink {
  const { prefix, tellsPid } = options.enclosure;
  const [program = options.node, ...args] = [...prefix, options.node, ...sandboxArguments(options.sandboxEntry)];
  const child = spawn(program, args, {
    cwd: options.workingFolder,
    env: sandboxEnvironment(process.platform),
    stdio: ['ignore', 'ignore', 'pipe', 'ipc', 'pipe', ...(tellsPid ? (['pipe'] as const) : [])],
    serialization: 'advanced',
    windowsHide: true,
  });
  const readStderr = collectStderr(child);
  const pipe = createPipeReader(pipeOf(child, bodyPipe), (bytes) => events.piped(bytes));
  child.on('message', (batch) => deliver(batch, events));
  let pid = child.pid ?? 0;
  if (tellsPid) onceTold(pipeOf(child, infoPipe), (told) => (pid = told));
  onceClosed(child, (code, signal) => events.closed({ ...ofNode(code, signal, tellsPid), stderr: readStderr() }));
  return {
    get pid() {
      return pid;
    },
    send: batchingSender(child),
    readPipe: (bytes) => pipe.read(bytes),
    kill() {
      child.kill('SIGKILL');
      // 0 was never started, and would be the engine's own group.
      if (pid !== 0 && pid !== child.pid) endTold(pid);
    },
  };
}

/** Where Node could not be started, as there are too many files open, there are no pipes: an `error` follows. */
function pipeOf(child: ChildProcess, index: number): Readable {
  const stdio: readonly unknown[] | undefined = child.stdio;
  return (stdio?.[index] as Readable | undefined) ?? Readable.from([]);
}

function deliver(batch: unknown, events: SandboxEvents): void {
  if (!Array.isArray(batch)) return events.invalid('a message that is not a batch');
  for (const value of batch) {
    const message: FromSandbox | null = parseFromSandbox(value);
    if (message === null) return events.invalid(describe(value));
    events.message(message);
  }
}

function describe(value: unknown): string {
  const type = typeof value === 'object' && value !== null ? (value as { type?: unknown }).type : undefined;
  return `a malformed message of type ${String(type).slice(0, 40)}`;
}

/** One send per turn of the event loop: serializing and the system call cost more than the messages. */
function batchingSender(child: ChildProcess): (message: ToSandbox) => void {
  let batch: ToSandbox[] = [];
  const flush = (): void => {
    const messages = batch;
    batch = [];
    // A failed send means that the child is gone, which `closed` tells.
    if (child.connected) child.send(messages, () => undefined);
  };
  return (message) => {
    if (batch.push(message) === 1) setImmediate(flush);
  };
}

/**
 * Until it was told, the pid is the one of the program that starts Node. That writes more than once: the pipe is read on, as
 * one that nobody reads would end it.
 */
function onceTold(info: Readable, told: (pid: number) => void): void {
  let text: string | null = '';
  info.setEncoding('utf8').on('data', (part: string) => {
    if (text === null) return;
    text += part;
    const pid = /"child-pid": (\d+)/.exec(text)?.[1];
    if (pid === undefined) return;
    told(Number(pid));
    text = null;
  });
}

/** Node goes with the program that started it; this way it has gone when that is told. */
function endTold(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It has ended already.
  }
}

/** A program that stays ends as a shell does: what killed Node is its exit code less 128. */
function ofNode(code: number | null, signal: NodeJS.Signals | null, isTold: boolean): Omit<SandboxExit, 'stderr'> {
  const killedBy = isTold && code !== null && code > 128 ? signalOf(code - 128) : undefined;
  return killedBy === undefined ? { code, signal } : { code: null, signal: killedBy };
}

function signalOf(number: number): NodeJS.Signals | undefined {
  const found = Object.entries(constants.signals).find(([, one]) => one === number);
  return found?.[0] as NodeJS.Signals | undefined;
}

function collectStderr(child: ChildProcess): () => string {
  let text = '';
  child.stderr?.setEncoding('utf8').on('data', (part: string) => {
    text = (text + part).slice(-stderrBytes);
  });
  return () => text;
}

/** `close` comes after every message already in the pipe was delivered; `exit` may overtake them. */
function onceClosed(child: ChildProcess, closed: (code: number | null, signal: NodeJS.Signals | null) => void): void {
  let done = false;
  const finish = (code: number | null, signal: NodeJS.Signals | null): void => {
    if (done) return;
    done = true;
    closed(code, signal);
  };
  child.on('close', finish);
  child.on('exit', (code, signal) => setTimeout(finish, closeGraceMs, code, signal).unref());
  // Node could not be started, or the channel broke: there is no exit to wait for in the first case.
  child.on('error', () => {
    if (child.pid === undefined) finish(null, null);
    else child.kill('SIGKILL');
  });
}
