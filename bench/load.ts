import { connect, type Socket } from 'node:net';

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

/**
 * Sends requests over keep-alive connections, the next one as soon as the last is answered, and times each.
 * Raw sockets and a reader that knows just enough HTTP/1.1, so that the generator costs less than what it measures.
 */
export async function load({ url, body, connections, durationMs }: LoadOptions): Promise<LoadResult> {
  const { hostname, port, pathname, host } = new URL(url);
  const head = `${body ? 'POST' : 'GET'} ${pathname} HTTP/1.1\r\nhost: ${host}\r\naccept: */*\r\n`;
  const framing = body ? `content-type: application/json\r\ncontent-length: ${Buffer.byteLength(body)}\r\n` : '';
  const request = Buffer.from(`${head}${framing}\r\n${body ?? ''}`);
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
    let reader = createReader();
    let sentAt = 0;
    const send = (): void => {
      reader = createReader();
      sentAt = performance.now();
      socket.write(request);
    };
    socket.once('connect', send);
    socket.once('error', reject);
    socket.once('close', () => resolve());
    socket.on('data', (chunk: Buffer) => {
      if (!reader.isWhole(chunk)) return;
      const now = performance.now();
      report(now - sentAt, reader.ok);
      if (now < endsAt) send();
      else socket.end();
    });
  });
}

interface ResponseReader {
  /** Whether the response is whole with this piece: by its content-length, or by the last chunk. */
  isWhole(piece: Buffer): boolean;
  /** Whether its status is 200; known once it is whole. */
  readonly ok: boolean;
}

function createReader(): ResponseReader {
  let head = nothing;
  let ok = false;
  /** Bytes still to come; Infinity where only the last chunk tells. */
  let left = Number.NaN;
  const readHead = (piece: Buffer): void => {
    head = head.length === 0 ? piece : Buffer.concat([head, piece]);
    const end = head.indexOf('\r\n\r\n');
    if (end < 0) return;
    ok = head.toString('latin1', 9, 12) === '200';
    const length = /\r\ncontent-length: *(\d+)/i.exec(head.toString('latin1', 0, end));
    left = length ? Number(length[1]) - (head.length - end - 4) : Infinity;
  };
  return {
    isWhole(piece) {
      if (Number.isNaN(left)) readHead(piece);
      else left -= piece.length;
      return left === Infinity ? piece.subarray(-lastChunk.length).equals(lastChunk) : left <= 0;
    },
    get ok() {
      return ok;
    },
  };
}

const nothing: Buffer = Buffer.alloc(0);
const lastChunk = Buffer.from('0\r\n\r\n');
