import type { FunctionStats, Stats } from '../../contract/stats.ts';
import { createAsyncQueue } from '../../kit/async-queue.ts';
import { historyOf, rowsFor } from '../history/traffic-history.ts';
import { functionNotFound } from '../router/function-registry.ts';
import { os } from './implementer.ts';
import type { Services } from './services.ts';

const watchIntervalMs = 1_000;

export function statsHandlers(services: Services) {
  const { registry, telemetry, history, pool, uptimeMs, store, exposed } = services;
  const current = (): Stats => ({
    uptimeMs: uptimeMs(),
    functions: registry.size,
    ...telemetry.overall(),
    engineRssBytes: process.memoryUsage.rss(),
    exposed,
    pool: pool.stats(),
  });
  const snapshot = (): { stats: Stats; functions: FunctionStats[] } => ({
    stats: current(),
    functions: [...telemetry.counted().functions].flatMap(([id, counters]) =>
      registry.get(id) === undefined ? [] : [counters.stats(id)],
    ),
  });
  return {
    get: os.stats.get.handler(current),
    ofFunction: os.stats.ofFunction.handler(async ({ input }) => {
      await store();
      if (registry.get(input.id) === undefined) throw functionNotFound(input.id);
      return telemetry.ofFunction(input.id);
    }),
    history: os.stats.history.handler(async ({ input: { range } }) => {
      await store();
      const now = Date.now();
      const { span, from } = rowsFor(range, now);
      return historyOf(await history.traffic(span, from), range, now);
    }),
    watch: os.stats.watch.handler(({ signal }) => {
      const queue = createAsyncQueue<ReturnType<typeof snapshot>>(signal, () => clearInterval(timer));
      // A reader that has not taken the last one gets no second: only the newest is of interest.
      const timer = setInterval(() => queue.size === 0 && queue.push(snapshot()), watchIntervalMs);
      if (signal?.aborted === true) clearInterval(timer);
      else queue.push(snapshot());
      return queue;
    }),
  };
}
