import { Pool } from 'undici';

import type { BurstInput, BurstState } from '../../contract/burst.ts';
import { LatencyHistogram } from '../../kit/latency-histogram.ts';

export interface Burst extends Pick<BurstInput, 'method' | 'requests' | 'concurrency'> {
  /** The gateway's. */
  origin: string;
  /** On the gateway, `/fn` included. */
  path: string;
  /** Names and values take turns. */
  headers: string[];
  body: Uint8Array | null;
}

const toldEveryMs = 250;

/** Sends the requests over as many connections as may be in flight, and tells how it goes, at last with all done. */
export async function* runBurst(burst: Burst, signal: AbortSignal | undefined): AsyncGenerator<BurstState, void, void> {
  const { origin, requests, concurrency } = burst;
  const pool = new Pool(origin, { connections: concurrency, pipelining: 1, headersTimeout: 300_000 });
  const stop = new AbortController();
  const tally = createTally();
  const startedMs = performance.now();
  const state = (running: boolean): BurstState => ({
    running,
    requests,
    elapsedMs: performance.now() - startedMs,
    ...tally.state(),
  });
  let sent = 0;
  const work = async (): Promise<void> => {
    while (sent < requests && !stop.signal.aborted) {
      sent += 1;
      await send(pool, burst, stop.signal, tally);
    }
  };
  const abort = (): void => stop.abort();
  signal?.addEventListener('abort', abort, { once: true });
  try {
    const all = Promise.all(Array.from({ length: Math.min(concurrency, requests) }, work)).then(() => 'done' as const);
    while ((await Promise.race([all, wait(toldEveryMs)])) !== 'done') yield state(true);
    yield state(false);
  } finally {
    signal?.removeEventListener('abort', abort);
    stop.abort();
    await pool.destroy();
  }
}

async function send(
  pool: Pool,
  { method, path, headers, body }: Burst,
  signal: AbortSignal,
  tally: ReturnType<typeof createTally>,
): Promise<void> {
  const beganMs = performance.now();
  try {
    const answer = await pool.request({ method, path, headers, body, signal });
    let bytes = 0;
    for await (const chunk of answer.body) bytes += (chunk as Uint8Array).byteLength;
    tally.answered(answer.statusCode, bytes, performance.now() - beganMs);
  } catch (error) {
    if (!signal.aborted) tally.failed(error);
  }
}

function createTally() {
  const histogram = new LatencyHistogram();
  const statuses: Record<string, number> = {};
  const failures: Record<string, number> = {};
  let bytes = 0;
  let failed = 0;
  return {
    answered(status: number, length: number, ms: number): void {
      histogram.add(ms);
      bytes += length;
      statuses[status] = (statuses[status] ?? 0) + 1;
    },
    failed(error: unknown): void {
      const code = error instanceof Error && 'code' in error ? String(error.code) : String(error);
      failed += 1;
      failures[code] = (failures[code] ?? 0) + 1;
    },
    state: () => ({
      done: histogram.count + failed,
      statuses: { ...statuses },
      failures: { ...failures },
      bytes,
      meanMs: histogram.meanMs,
      p50Ms: histogram.percentile(0.5),
      p90Ms: histogram.percentile(0.9),
      p95Ms: histogram.percentile(0.95),
      p99Ms: histogram.percentile(0.99),
      maxMs: histogram.maxMs,
      buckets: histogram.buckets(),
    }),
  };
}

function wait(ms: number): Promise<'again'> {
  return new Promise((resolve) => setTimeout(resolve, ms, 'again'));
}
