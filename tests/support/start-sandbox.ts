import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';

import { defaultLimits, type Limits } from '../../src/contract/limits.ts';
import type { Failure } from '../../src/contract/invocation.ts';
import { bodyPipe, type FromSandbox, type ToSandbox, type Usage } from '../../src/protocol/messages.ts';
import { packRequestHead } from '../../src/protocol/request-head.ts';
import { sandboxArguments } from '../../src/engine/pool/sandbox-command.ts';

const entry = path.resolve('out/engine/sandbox.js');

/** Everything a sandbox said about one invocation. */
export interface Conversation {
  readonly messages: FromSandbox[];
  status: number | undefined;
  headers: [string, string][];
  body: string;
  logs: string[];
  failure: Failure | null;
  usage: Usage;
}

export interface InvokeOptions {
  method?: string;
  url?: string;
  headers?: [string, string][];
  params?: Record<string, string>;
  body?: Uint8Array | string;
}

/** A real sandbox process, spoken to as the engine speaks to it. */
export interface TestSandbox {
  readonly pid: number;
  /** Every message so far, in order. */
  readonly received: FromSandbox[];
  send(...messages: ToSandbox[]): void;
  /** Resolves with the first message, past or future, that fits. */
  waitFor<Message extends FromSandbox>(fits: (message: FromSandbox) => message is Message): Promise<Message>;
  waitFor(fits: (message: FromSandbox) => boolean): Promise<FromSandbox>;
  deploy(code: string, options?: { limits?: Partial<Limits>; env?: Record<string, string> }): number;
  /** Dispatches and returns the invocation's number at once. */
  dispatch(deployment: number, options?: InvokeOptions): number;
  /** Dispatches several in one message, as they travel when much is going on. */
  dispatchTogether(deployment: number, options: readonly InvokeOptions[]): number[];
  finished(invocation: number): Promise<Conversation>;
  invoke(deployment: number, options?: InvokeOptions): Promise<Conversation>;
  /** Deploys and invokes once. */
  run(
    code: string,
    options?: InvokeOptions & { limits?: Partial<Limits>; env?: Record<string, string> },
  ): Promise<Conversation>;
  dispose(): Promise<void>;
}

export async function startSandbox(): Promise<TestSandbox> {
  const child = spawn(process.execPath, sandboxArguments(entry), {
    env: { LIBC: 'glibc' },
    stdio: ['ignore', 'inherit', 'inherit', 'ipc', 'pipe'],
    serialization: 'advanced',
  });
  const exited = once(child, 'exit');
  const received: FromSandbox[] = [];
  const waiting = new Set<() => void>();
  let last = 0;
  /** What came on the body pipe. */
  let piped = Buffer.alloc(0);
  child.on('message', (messages) => {
    received.push(...(messages as FromSandbox[]));
    for (const check of waiting) check();
  });
  child.stdio[bodyPipe]?.on('data', (bytes: Buffer) => {
    piped = Buffer.concat([piped, bytes]);
    for (const check of waiting) check();
  });

  /** The part of the body pipe that belongs to an answer; it may not all be there yet. */
  function pipedBody(end: End): Buffer {
    if (end.type === 'finished') return Buffer.alloc(0);
    const before = received.slice(0, received.indexOf(end));
    const start = before.reduce((sum, message) => sum + (message.type === 'answered' ? message.piped : 0), 0);
    return piped.subarray(start, start + end.piped);
  }

  function waitFor(fits: (message: FromSandbox) => boolean): Promise<FromSandbox> {
    return new Promise((resolve) => {
      const check = (): void => {
        const found = received.find((message) => fits(message));
        if (!found) return;
        waiting.delete(check);
        resolve(found);
      };
      waiting.add(check);
      check();
    });
  }

  const sandbox: TestSandbox = {
    pid: child.pid!,
    received,
    send: (...messages) => void child.send(messages),
    waitFor,
    deploy(code, { limits, env = {} } = {}) {
      const deployment = ++last;
      const source = {
        functionId: `function-${deployment}`,
        version: 'v1',
        code: asModule(code),
        file: 'main.js',
        env,
        bindings: [],
        limits: { ...defaultLimits, cpuMs: 200, ...limits },
      };
      sandbox.send({ type: 'deploy', deployment, source });
      return deployment;
    },
    dispatch: (deployment, options = {}) => sandbox.dispatchTogether(deployment, [options])[0]!,
    dispatchTogether(deployment, options) {
      const dispatches = options.map((one) => ({
        type: 'dispatch' as const,
        invocation: ++last,
        deployment,
        head: packedHead(one),
        body: bytesOf(one.body),
        more: false,
      }));
      sandbox.send(...dispatches);
      return dispatches.map(({ invocation }) => invocation);
    },
    async finished(invocation) {
      const isLast = (message: FromSandbox) =>
        (message.type === 'finished' || message.type === 'answered') && message.invocation === invocation;
      const end = (await waitFor(isLast)) as End;
      await waitFor(() => end.type === 'finished' || pipedBody(end).byteLength === end.piped);
      return converse(received, end, pipedBody(end));
    },
    invoke: (deployment, options) => sandbox.finished(sandbox.dispatch(deployment, options)),
    run: (code, options) => sandbox.invoke(sandbox.deploy(code, options), options),
    async dispose() {
      child.disconnect();
      await exited;
    },
  };
  await waitFor(({ type }) => type === 'ready');
  return sandbox;
}

function packedHead({ method = 'GET', url = 'http://localhost/', headers = [], params = {} }: InvokeOptions): string {
  return packRequestHead({ method, url, headers: headers.flat(), params });
}

function bytesOf(body: Uint8Array | string | undefined): Uint8Array | null {
  return typeof body === 'string' ? new TextEncoder().encode(body) : (body ?? null);
}

type End = Extract<FromSandbox, { type: 'finished' | 'answered' }>;

function converse(received: FromSandbox[], end: End, piped: Buffer): Conversation {
  const messages = received.filter((message) => 'invocation' in message && message.invocation === end.invocation);
  const head = messages.find((message) => message.type === 'respond' || message.type === 'answered');
  const chunks = messages.flatMap((message) => (message.type === 'chunk' ? [message.chunk] : []));
  const body = Buffer.concat([Buffer.from(head?.body ?? ''), ...chunks, piped]);
  return {
    messages,
    status: head?.status,
    headers: head === undefined ? [] : head.type === 'respond' ? head.headers : pairs(JSON.parse(head.headers)),
    body: body.toString(),
    logs: messages.flatMap((message) => (message.type === 'log' ? [message.text] : [])),
    failure: end.type === 'answered' ? null : end.failure,
    usage: end.type === 'answered' ? { cpuMs: end.cpuMs, heapBytes: end.heapBytes } : end.usage,
  };
}

function pairs(flat: string[]): [string, string][] {
  return Array.from({ length: flat.length / 2 }, (_, index) => [flat[index * 2]!, flat[index * 2 + 1]!]);
}

/** What the compiler adds for a function that exports nothing. */
function asModule(code: string): string {
  if (/^\s*export /m.test(code)) return code;
  const names = ['handler', 'main'].map((name) => `${name}: typeof ${name} === 'function' ? ${name} : undefined`);
  return `${code}\nexport default undefined; export const __nexo = { ${names.join(', ')} };`;
}
