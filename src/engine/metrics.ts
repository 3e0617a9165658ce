import type { Pool } from './pool/pool.ts';
import { createExposition, type Exposition, type Sample } from './telemetry/exposition.ts';
import type { FunctionCounters } from './telemetry/function-counters.ts';
import type { Telemetry } from './telemetry/telemetry.ts';

export interface MetricsOptions {
  version: string;
  pool: Pick<Pool, 'stats'>;
  telemetry: Pick<Telemetry, 'counted'>;
  /** Functions in the workspace. */
  functions(): number;
  /** Spans that were not sent because they came too fast or nobody took them. */
  droppedSpans(): number;
}

/** Makes the text behind `GET /metrics`: everything is counted anyway, and put into words when somebody asks. */
export function createMetrics(options: MetricsOptions): () => string {
  return () => {
    const out = createExposition();
    out.gauge('nexo_build_info', 'The running version.', [{ labels: { version: options.version }, value: 1 }]);
    out.gauge('nexo_functions', 'Functions in the workspace.', [{ value: options.functions() }]);
    writeFunctions(out, options.telemetry.counted().functions);
    writeTimes(out, options);
    writePool(out, options.pool.stats());
    writeProcess(out);
    return out.text();
  };
}

function writeFunctions(out: Exposition, functions: ReadonlyMap<string, FunctionCounters>): void {
  const all = [...functions].map(([id, counters]) => ({
    labels: { function: id },
    counters,
    stats: counters.stats(id),
  }));
  const of = (pick: (stats: (typeof all)[number]['stats']) => number): Sample[] =>
    all.map(({ labels, stats }) => ({ labels, value: pick(stats) }));
  const errors = all.flatMap(({ labels, counters }) =>
    [...counters.errorsByCode()].map(([code, value]) => ({ labels: { ...labels, code }, value })),
  );
  out.counter(
    'nexo_requests_total',
    'Invocations that have ended.',
    of((stats) => stats.requests),
  );
  out.counter('nexo_errors_total', 'Invocations that failed, or answered with a server error (STATUS).', errors);
  out.counter(
    'nexo_cpu_seconds_total',
    'CPU time of invocations.',
    of((stats) => stats.cpuMsTotal / 1_000),
  );
  out.counter(
    'nexo_request_bytes_total',
    'Bytes of request bodies.',
    of((stats) => stats.requestBytes),
  );
  out.counter(
    'nexo_response_bytes_total',
    'Bytes of response bodies.',
    of((stats) => stats.responseBytes),
  );
}

function writeTimes(out: Exposition, { telemetry, droppedSpans }: MetricsOptions): void {
  const { durations, coldDurations, dropped } = telemetry.counted();
  out.histogram('nexo_invocation_seconds', 'Time of invocations from dispatch to end.', durations);
  out.histogram('nexo_cold_invocation_seconds', 'The same of those an isolate was made for.', coldDurations);
  out.counter('nexo_telemetry_dropped_total', 'Telemetry that slow readers missed.', [
    { labels: { what: 'invocations' }, value: dropped },
    { labels: { what: 'spans' }, value: droppedSpans() },
  ]);
}

function writePool(out: Exposition, pool: ReturnType<Pool['stats']>): void {
  const { sandboxes, sizing, evictions } = pool;
  const states = (['starting', 'ready', 'draining'] as const).map((state) => ({
    labels: { state },
    value: sandboxes.filter((sandbox) => sandbox.state === state).length,
  }));
  const isolates = sandboxes.reduce((sum, { isolateCount }) => sum + isolateCount, 0);
  const residents = sandboxes.flatMap(({ id, rssBytes }) =>
    rssBytes === null ? [] : [{ labels: { sandbox: String(id) }, value: rssBytes }],
  );
  out.gauge('nexo_running', 'Invocations that run.', [{ value: pool.running }]);
  out.gauge('nexo_running_limit', 'Invocations that may run at once.', [{ value: pool.maxConcurrent }]);
  out.gauge('nexo_queued', 'Invocations that wait.', [{ value: pool.queued }]);
  out.gauge('nexo_queued_limit', 'Invocations that may wait.', [{ value: pool.maxQueued }]);
  out.gauge('nexo_isolates', 'Isolates, by what they do.', [
    { labels: { state: 'busy' }, value: pool.busy },
    { labels: { state: 'warm' }, value: pool.warm },
    { labels: { state: 'loading' }, value: Math.max(0, isolates - pool.busy - pool.warm) },
  ]);
  out.gauge('nexo_isolates_per_sandbox_limit', 'Isolates a sandbox may hold.', [{ value: sizing.isolatesPerSandbox }]);
  out.gauge('nexo_sandboxes', 'Sandbox processes.', states);
  out.gauge('nexo_sandbox_resident_bytes', 'Resident memory of a sandbox.', residents);
  out.gauge('nexo_pool_memory_bytes', 'Memory that sandboxes take, by their heaps.', [{ value: pool.memoryBytes }]);
  out.gauge('nexo_pool_memory_limit_bytes', 'Memory they are to stay within.', [{ value: sizing.memoryBytes }]);
  out.counter('nexo_cold_starts_total', 'Isolates made for an invocation.', [{ value: pool.coldStarts }]);
  out.counter('nexo_rejected_total', 'Invocations turned away by a full queue.', [{ value: pool.rejected }]);
  out.counter('nexo_sandboxes_lost_total', 'Sandboxes that ended unasked or were killed.', [
    { value: pool.sandboxesLost },
  ]);
  out.counter('nexo_evictions_total', 'Isolates put to sleep, by what they made room for.', [
    { labels: { reason: 'memory' }, value: evictions.memory },
    { labels: { reason: 'mappings' }, value: evictions.mappings },
  ]);
}

/** Of the engine's own process, under the names every Prometheus client gives them. */
function writeProcess(out: Exposition): void {
  const { user, system } = process.cpuUsage();
  const { rss, heapUsed } = process.memoryUsage();
  out.counter('process_cpu_seconds_total', 'CPU time of the engine.', [{ value: (user + system) / 1e6 }]);
  out.gauge('process_resident_memory_bytes', 'Resident memory of the engine.', [{ value: rss }]);
  out.gauge('nodejs_heap_size_used_bytes', 'Heap the engine uses.', [{ value: heapUsed }]);
  out.gauge('process_start_time_seconds', 'When the engine started.', [{ value: performance.timeOrigin / 1_000 }]);
}
