import type { Server } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';

const sweepIntervalMs = 50;

/**
 * Stops accepting connections, closes those that are idle or become so, and resolves once none is left and
 * `finished` has resolved, or after `patienceMs`; what is still open then is cut.
 */
export async function closeServer(server: Server, finished: Promise<unknown>, patienceMs: number): Promise<void> {
  const closed = new Promise((resolve) => server.close(resolve));
  const sweep = setInterval(() => server.closeIdleConnections(), sweepIntervalMs);
  const patience = new AbortController();
  const tooLong = delay(patienceMs, undefined, { signal: patience.signal }).catch(() => {});
  await Promise.race([Promise.all([closed, finished]), tooLong]);
  patience.abort();
  clearInterval(sweep);
  server.closeAllConnections();
  await closed;
}
