import { setTimeout as delay } from 'node:timers/promises';

import type { HistoryState } from '../../contract/call.ts';
import { callOf } from './call-of.ts';
import type { CapturedCall } from './captured-call.ts';
import { createCaptureMemory } from './capture-memory.ts';
import { createCallFeed } from './call-feed.ts';
import type { DatabaseOptions, DatabaseState } from './database/history-database.ts';
import { createDatabaseClient } from './database-client.ts';
import type { History } from './history.ts';
import { createKeepRate } from './keep-rate.ts';
import { packCalls } from './pack-calls.ts';
import { createTrafficCounter } from './traffic-sums.ts';

export interface HistoryOptions {
  /** Where the database is, or will be. */
  file: string;
  /** What calls may take of the disk; the oldest go first. 0 keeps none. */
  budgetBytes: number;
  /** The built `worker.ts`. */
  program: string;
  log: { warn(fields: object, message: string): void };
}

const writeIntervalMs = 100;
const trafficIntervalMs = 5_000;
const maxWaiting = 10_000;
const captureMemoryBytes = 33_554_432;
const captureBytesPerSecond = 8_388_608;

export function createHistory({ file, budgetBytes, program, log }: HistoryOptions): History {
  const place: DatabaseOptions = { file, budgetBytes };
  const database = createDatabaseClient(program, place);
  const maxBytes = budgetBytes === 0 ? 0 : captureMemoryBytes;
  const memory = createCaptureMemory({ maxBytes, bytesPerSecond: captureBytesPerSecond });
  const traffic = createTrafficCounter();
  const keepRate = createKeepRate(() => performance.now());
  let waiting: CapturedCall[] = [];
  let dropped = 0;
  let timer: NodeJS.Timeout | undefined;
  const ours = Promise.withResolvers<void>();
  let isOpen = false;
  let writing: Promise<void> = ours.promise;
  let trafficAtMs = 0;
  let state: DatabaseState = { calls: 0, bytes: 0, budgetBytes, notice: null };
  let warned: string | null = null;

  const stateNow = (): HistoryState => ({ ...state, dropped });
  const feed = createCallFeed({ database, state: stateNow });

  const learn = (news: DatabaseState): void => {
    const { notice } = (state = news);
    if (notice === null || notice.message === warned) return;
    warned = notice.message;
    log.warn({ notice }, 'the history of calls and versions begins anew; functions are not affected');
  };
  const write = async (withTraffic: boolean): Promise<void> => {
    const calls = waiting;
    waiting = [];
    const sums = withTraffic ? traffic.take() : [];
    if (withTraffic) trafficAtMs = performance.now();
    if (calls.length === 0 && sums.length === 0) return;
    const { rows, memory: bodies } = packCalls(calls);
    try {
      learn(await database.call('write', [rows, sums, Date.now()], [bodies]));
      if (calls.length > 0) feed.kept();
    } catch (error) {
      dropped += calls.length;
      log.warn({ error }, 'calls could not be kept');
    }
  };
  /** One write at a time: meanwhile calls wait, and past a bound are left out. */
  const flush = (withTraffic: boolean): Promise<void> => (writing = writing.then(() => write(withTraffic)));
  const schedule = (): void => {
    timer ??= setTimeout(() => {
      void flush(performance.now() - trafficAtMs > trafficIntervalMs).then(() => {
        timer = undefined;
        if (waiting.length > 0) schedule();
      });
    }, writeIntervalMs);
  };
  /** Traffic that nothing followed would else wait for the next call. */
  let idle: NodeJS.Timeout | undefined;
  const flushWhenIdle = (): void => {
    idle = undefined;
    void flush(true);
  };
  const opened = ours.promise
    .then(() => database.call('state', []))
    .then(learn)
    .catch((error: unknown) => log.warn({ error }, 'the history cannot be opened'));

  return {
    open(memoryOnly) {
      // Nobody has asked for anything yet.
      place.memoryOnly = memoryOnly;
      isOpen = true;
      ours.resolve();
    },
    memory,
    record(call) {
      traffic.add(call.invocation, Date.now());
      idle ??= setTimeout(flushWhenIdle, trafficIntervalMs).unref();
      const { source, failure } = call.invocation;
      const keeps = budgetBytes > 0 && waiting.length < maxWaiting;
      if (keeps && keepRate.allows(failure !== null || source === 'studio' || source === 'replay')) {
        waiting.push(call);
        schedule();
        return;
      }
      // Where none are to be kept, none came too fast.
      if (budgetBytes > 0) dropped += 1;
      call.request.body.release();
      call.response.body.release();
    },
    async list(options) {
      await flush(false);
      return database.call('listCalls', [options]);
    },
    async get(id) {
      await flush(false);
      const stored = await database.call('getCall', [id]);
      return stored && callOf(stored);
    },
    async all(terms, limit) {
      await flush(false);
      return (await database.call('storedCalls', [terms, limit])).map(callOf);
    },
    async clear(terms) {
      await flush(false);
      const removed = await database.call('clearCalls', [terms]);
      learn(await database.call('state', []));
      feed.changed();
      return removed;
    },
    watch: (terms, signal) => feed.watch(terms, signal, opened),
    async traffic(span, from) {
      await flush(true);
      return database.call('readTraffic', [span, from]);
    },
    versions: {
      async call(name, input, transfer) {
        await ours.promise;
        return database.call(name, input, transfer);
      },
    },
    async dispose() {
      clearTimeout(idle);
      clearTimeout(timer);
      feed.dispose();
      if (!isOpen) return;
      // A disk that does not answer must not keep the engine from ending.
      await Promise.race([flush(true).then(() => database.dispose()), delay(3_000, undefined, { ref: false })]);
    },
  };
}
