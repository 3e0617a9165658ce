import { connect, type Socket } from 'node:net';

export interface LoadOptions {
  url: string;
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

/**
 * Sends GET requests over keep-alive connections, the next one as soon as the last is answered, and times each.
 * Raw sockets and a reader that knows just enough HTTP/1.1, so that the generator costs less than what it measures.
 */
export async function load({ url, connections, durationMs }: LoadOptions): Promise<LoadResult> {
  const { hostname, port, pathname, host } = new URL(url);
  const request = Buffer.from(`GET ${pathname} HTTP/1.1\r\nhost: ${host}\r\naccept: */*\r\n\r\n`);
  const latencies: number[] = [];
  let failed = 0;
  const startedAt = performance.now();
  const endsAt = startedAt + durationMs;

  await Promise.all(
    Array.from({ length: connections }, async () => {
      const socket = connect({ host: hostname, port: Number(port), noDelay: true });
      await repeat(socket, request, endsAt, (ms, ok) => {
        latencies.push(ms);
        if (!ok) failed++;
      });
    }),
  );
  const seconds = (performance.now() - startedAt) / 1_000;
  latencies.sort((a, b) => a - b);
  return {
    requestsPerSecond: latencies.length / seconds,
    p50Ms: percentile(latencies, 0.5),
    p99Ms: percentile(latencies, 0.99),
    failed,
  };
}

/** The value that the given share of a sorted list does not exceed. */
export function percentile(sorted: readonly number[], share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

function repeat(
  socket: Socket,
  request: Buffer,
  endsAt: number,
  report: (ms: number, ok: boolean) => void,
): Promise<void> {
  return new Promise((resolve, reject) => {
    let received: Buffer = nothing;
    let sentAt = 0;
    const send = (): void => {
      sentAt = performance.now();
      socket.write(request);
    };
    socket.once('connect', send);
    socket.once('error', reject);
    socket.once('close', () => resolve());
    socket.on('data', (chunk: Buffer) => {
      received = received.length === 0 ? chunk : Buffer.concat([received, chunk]);
      if (!isWhole(received)) return;
      const now = performance.now();
      report(now - sentAt, received.toString('latin1', 9, 12) === '200');
      received = nothing;
      if (now < endsAt) send();
      else socket.end();
    });
  });
}

/** Whether the bytes are one whole response: by its content-length, or by the last chunk. */
function isWhole(bytes: Buffer): boolean {
  const headEnd = bytes.indexOf('\r\n\r\n');
  if (headEnd < 0) return false;
  const length = /\r\ncontent-length: *(\d+)/i.exec(bytes.toString('latin1', 0, headEnd));
  if (length) return bytes.length >= headEnd + 4 + Number(length[1]);
  return bytes.subarray(-5).equals(lastChunk);
}

const nothing = Buffer.alloc(0);
const lastChunk = Buffer.from('0\r\n\r\n');
