import { Worker, type Transferable } from 'node:worker_threads';

import type { DatabaseOptions, HistoryDatabase } from './database/history-database.ts';

export interface WorkerRequest {
  id: number;
  name: keyof HistoryDatabase;
  input: unknown[];
}

export interface WorkerAnswer {
  id: number;
  result?: unknown;
  error?: string;
}

/** The database as the engine's own thread sees it: the same functions, answered later. Rejects when one throws. */
export interface DatabaseClient {
  call<Name extends keyof HistoryDatabase>(
    name: Name,
    input: Parameters<HistoryDatabase[Name]>,
    transfer?: Transferable[],
  ): Promise<ReturnType<HistoryDatabase[Name]>>;
  /** Writes what was asked for before, and closes the file. */
  dispose(): Promise<void>;
}

interface Waiting {
  resolve(result: unknown): void;
  reject(error: Error): void;
}

/** `program` is the built `worker.ts`. A worker that ends by itself is started again for the next call. */
export function createDatabaseClient(program: string, options: DatabaseOptions): DatabaseClient {
  const waiting = new Map<number, Waiting>();
  let worker: Worker | undefined;
  let lastId = 0;
  let disposed = false;

  const failAll = (error: Error): void => {
    for (const { reject } of waiting.values()) reject(error);
    waiting.clear();
  };
  const start = (): Worker => {
    const started = new Worker(program, { workerData: options, name: 'nexo-history' });
    // The engine ends when all else has ended; `dispose` waits for this one.
    started.unref();
    started.on('message', ({ id, result, error }: WorkerAnswer) => {
      const call = waiting.get(id);
      waiting.delete(id);
      if (error === undefined) call?.resolve(result);
      else call?.reject(new Error(error));
    });
    started.on('error', failAll);
    started.on('exit', () => {
      if (worker === started) worker = undefined;
      failAll(new Error('the history ended'));
    });
    return started;
  };
  const call = (name: string, input: unknown[], transfer: Transferable[] = []): Promise<unknown> => {
    if (disposed) return Promise.reject(new Error('the history is closed'));
    const id = ++lastId;
    const { promise, resolve, reject } = Promise.withResolvers<unknown>();
    waiting.set(id, { resolve, reject });
    (worker ??= start()).postMessage({ id, name, input }, transfer);
    return promise;
  };
  return {
    call: call as DatabaseClient['call'],
    async dispose() {
      const closed = worker === undefined ? undefined : call('close', []).catch(() => undefined);
      disposed = true;
      await closed;
      await worker?.terminate();
    },
  };
}
