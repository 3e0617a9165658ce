import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { domainToASCII, domainToUnicode } from 'node:url';
import ivm from 'isolated-vm';

import type { LogDetails } from '../../door.ts';
import { createLocalOperations } from '../../../sandbox/local-operations/local-operations.ts';
import { encodingTablesFile } from '../../../../scripts/vite-plugin-prelude.ts';
import { bundlePlatform } from './bundle.ts';

/** Real isolates with the web platform in them, started from a snapshot as in production. */

const encodingTables = readFileSync(encodingTablesFile, 'utf8');

let snapshot: Promise<ivm.ExternalCopy<ArrayBuffer>> | undefined;

/** Made once a process. */
export function platformSnapshot(): Promise<ivm.ExternalCopy<ArrayBuffer>> {
  snapshot ??= bundlePlatform().then((code) =>
    ivm.Isolate.createSnapshot([{ code: `'use strict';${code}`, filename: 'nexo:prelude' }]),
  );
  return snapshot;
}

export interface LogLine {
  level: string;
  text: string;
  details?: LogDetails;
}

/** What answers a function's operations; `null` leaves one pending. */
export type AnswerOperation = (
  request: Record<string, unknown>,
  body: ArrayBuffer | undefined,
  signal: AbortSignal,
) => Promise<{ result: Record<string, unknown>; body?: ArrayBuffer }>;

export interface TestIsolate {
  logs: LogLine[];
  /** Runs the body of an async function and gives what it returns, as JSON carries it. */
  run<Result>(body: string): Promise<Result>;
  /** Runs a script; its end does not wait for promises. */
  script(code: string, filename?: string): void;
  context: ivm.Context;
  isolate: ivm.Isolate;
  dispose(): void;
}

type Entries = Record<'timerFired' | 'operationDone' | 'pull', ivm.Reference<(...args: unknown[]) => void>>;

export async function createTestIsolate(answer?: AnswerOperation): Promise<TestIsolate> {
  const isolate = new ivm.Isolate({ snapshot: await platformSnapshot(), memoryLimit: 128 });
  const context = isolate.createContextSync();
  const logs: LogLine[] = [];
  const timers = new Map<number, NodeJS.Timeout>();
  const running = new Map<number, AbortController>();
  /** Streamed request bodies until they are whole. */
  const uploads = new Map<number, { chunks: Uint8Array[]; perform: (body: ArrayBuffer) => void }>();
  const local = createLocalOperations();
  const floating: unknown[] = [];
  const enter = (entry: keyof Entries, args: unknown[]) => {
    if (isolate.isDisposed) return;
    try {
      entries[entry].applySync(undefined, args, { arguments: { copy: true } });
    } catch (error) {
      floating.push(error);
    }
  };
  const host = {
    now: () => performance.timeOrigin + performance.now(),
    random: (count: number) => new Uint8Array(randomBytes(count)).buffer,
    domainToAscii: domainToASCII,
    domainToUnicode: domainToUnicode,
    encodingTables: () => encodingTables,
    log: (_invocation: number, level: string, text: string, details: string | undefined) =>
      void logs.push(
        details === undefined ? { level, text } : { level, text, details: JSON.parse(details) as LogDetails },
      ),
    setTimer: (_invocation: number, timer: number, delayMs: number) => {
      const handle = setTimeout(() => {
        timers.delete(timer);
        enter('timerFired', [timer]);
      }, delayMs);
      timers.set(timer, handle);
    },
    clearTimer: (timer: number) => {
      clearTimeout(timers.get(timer));
      timers.delete(timer);
    },
    operation: (_invocation: number, operation: number, text: string, body: ArrayBuffer | undefined) => {
      const request = JSON.parse(text) as Record<string, unknown>;
      if (local.has(String(request['name']))) {
        void local
          .perform(request, body, local)
          .then((done) => enter('operationDone', [operation, done.text, done.body]));
        return;
      }
      if (request['name'] === 'abort') return running.get(request['operation'] as number)?.abort();
      const controller = new AbortController();
      running.set(operation, controller);
      const perform = (whole: ArrayBuffer | undefined) =>
        void answer?.(request, whole, controller.signal).then(({ result, body: bytes }) =>
          enter('operationDone', [operation, JSON.stringify(result), bytes]),
        );
      if (request['more'] === true) uploads.set(operation, { chunks: [], perform });
      else perform(body);
    },
    chunk: (invocation: number, stream: number, chunk: ArrayBuffer) => {
      uploads.get(stream)?.chunks.push(new Uint8Array(chunk));
      setImmediate(enter, 'pull', [invocation, stream, 1]);
    },
    bodyEnd: (_invocation: number, stream: number, error: string | undefined) => {
      const upload = uploads.get(stream);
      uploads.delete(stream);
      if (error === undefined) upload?.perform(new Uint8Array(Buffer.concat(upload.chunks)).buffer);
    },
    pull: () => undefined,
    cancelBody: () => undefined,
  };
  const names = Object.keys(host);
  const callbacks = Object.values(host).map((method) => new ivm.Callback(method as () => void));
  const bind = context.global.getSync('__bind', { reference: true }) as ivm.Reference;
  const guest = bind.applySync(undefined, [names.join(','), ...callbacks], {
    result: { reference: true },
  }) as ivm.Reference<Record<string, unknown>>;
  const entries = {
    timerFired: guest.getSync('timerFired', { reference: true }),
    operationDone: guest.getSync('operationDone', { reference: true }),
    pull: guest.getSync('pull', { reference: true }),
  } as unknown as Entries;

  return {
    logs,
    isolate,
    context,
    script: (code, filename = 'function.js') => void context.evalSync(code, { filename }),
    async run<Result>(body: string): Promise<Result> {
      const settled = new Promise<string>((resolve, reject) => {
        const done = new ivm.Callback((ok: boolean, text: string) => (ok ? resolve(text) : reject(new Error(text))));
        context.evalClosureSync(
          `const done = $0;
           (async () => {${body}\n})().then(
             (value) => done(true, JSON.stringify([value])),
             (error) => done(false, String(error?.stack ?? error)));`,
          [done],
          { filename: 'function.js' },
        );
      });
      return (JSON.parse(await settled) as [Result])[0];
    },
    dispose() {
      for (const timer of timers.values()) clearTimeout(timer);
      for (const controller of running.values()) controller.abort();
      if (!isolate.isDisposed) isolate.dispose();
    },
  };
}
