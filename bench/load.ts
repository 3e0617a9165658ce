import { Connection, requestBytes } from './connection.ts';

export interface LoadOptions {
  url: string;
  /** Sent by POST as JSON; GET without. */
  body?: string | undefined;
  connections: number;
  durationMs: number;
}

export interface LoadResult {
  requestsPerSecond: number;
  p50Ms: number;
  p99Ms: number;
  /** Answers whose status was not 200. */
  failed: number;
}

/** Sends requests over keep-alive connections, the next one as soon as the last is answered, and times each. */
export async function load({ url, body, connections, durationMs }: LoadOptions): Promise<LoadResult> {
  const request = requestBytes(url, body);
  const latencies: number[] = [];
  let failed = 0;
  const open = await openAll(url, connections);
  const startedAt = performance.now();
  const endsAt = startedAt + durationMs;
  const repeat = (connection: Connection): Promise<void> =>
    new Promise((resolve) => {
      const send = (): void => {
        const sentAt = performance.now();
        connection.send(request, ({ ok }) => {
          const now = performance.now();
          latencies.push(now - sentAt);
          if (!ok) failed++;
          if (ok && now < endsAt) send();
          else resolve();
        });
      };
      send();
    });
  await Promise.all(open.map(repeat));
  const seconds = (performance.now() - startedAt) / 1_000;
  for (const connection of open) connection.close();
  return { requestsPerSecond: latencies.length / seconds, ...percentiles(latencies), failed };
}

export interface PacedOptions extends LoadOptions {
  requestsPerSecond: number;
}

const tickMs = 1;

/**
 * Sends requests at their own times, whether or not earlier ones are answered, and times each from when it was due:
 * a server that stalls is charged for all that should have been sent meanwhile. What finds no free connection waits,
 * at the server's expense.
 */
export async function pacedLoad(options: PacedOptions): Promise<LoadResult> {
  const { url, body, connections, durationMs, requestsPerSecond } = options;
  const request = requestBytes(url, body);
  const free = await openAll(url, connections);
  const all = [...free];
  const due: number[] = [];
  const latencies: number[] = [];
  let failed = 0;
  let open = all.length;
  const { promise: ended, resolve: answered } = Promise.withResolvers<void>();
  const total = Math.floor((requestsPerSecond * durationMs) / 1_000);

  const sendDue = (): void => {
    while (due.length > 0 && free.length > 0) {
      const dueAt = due.shift() ?? 0;
      const connection = free.pop()!;
      connection.send(request, ({ ok }) => {
        latencies.push(performance.now() - dueAt);
        if (!ok) failed++;
        if (connection.isOpen) free.push(connection);
        else open--;
        if (latencies.length === total || open === 0) answered();
        sendDue();
      });
    }
  };
  const startedAt = performance.now();
  let scheduled = 0;
  const timer = setInterval(() => {
    const now = performance.now();
    for (; scheduled < total; scheduled++) {
      // Several may fall into one tick of the timer: they are due when the tick is, not when it comes.
      const dueAt = startedAt + Math.ceil((scheduled * 1_000) / requestsPerSecond / tickMs) * tickMs;
      if (dueAt > now) break;
      due.push(dueAt);
    }
    sendDue();
    if (scheduled === total) clearInterval(timer);
  }, tickMs);
  await ended;
  clearInterval(timer);
  const seconds = (performance.now() - startedAt) / 1_000;
  for (const connection of all) connection.close();
  return { requestsPerSecond: latencies.length / seconds, ...percentiles(latencies), failed };
}

function openAll(url: string, connections: number): Promise<Connection[]> {
  return Promise.all(Array.from({ length: connections }, () => Connection.open(url)));
}

function percentiles(latencies: readonly number[]): { p50Ms: number; p99Ms: number } {
  const sorted = latencies.toSorted((a, b) => a - b);
  return { p50Ms: percentile(sorted, 0.5), p99Ms: percentile(sorted, 0.99) };
}

/** The value that the given share of a sorted list does not exceed. */
export function percentile(sorted: readonly number[], share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}
