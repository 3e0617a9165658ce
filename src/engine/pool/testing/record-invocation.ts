import type { HeaderList } from '../../../contract/invocation.ts';
import type { Deployment } from '../../deployment.ts';
import { bytesOf, type InvocationReport, type InvocationSink, type RunningInvocation } from '../invocation-sink.ts';
import type { Pool } from '../pool.ts';

/** Everything a sink was told, in order. */
export interface Recording {
  head: { status: number; headers: HeaderList; more: boolean } | null;
  body: Buffer;
  chunks: number;
  /** How often `finished` was called; anything but 1 in the end is a fault. */
  finishes: number;
  running: RunningInvocation;
  report: Promise<InvocationReport>;
}

export interface RecordOptions {
  url?: string;
  /** Whether the reader has room after this chunk. */
  hasRoom?: (chunks: number) => boolean;
  onChunk?: (recording: Recording) => void;
}

/** Invokes a deployment and keeps all of its answer. */
export function recordInvocation(pool: Pool, deployment: Deployment, options: RecordOptions = {}): Recording {
  const { promise: report, resolve } = Promise.withResolvers<InvocationReport>();
  const recording: Omit<Recording, 'running'> = { head: null, body: Buffer.alloc(0), chunks: 0, finishes: 0, report };
  const complete = recording as Recording;
  const sink: InvocationSink = {
    head(status, headers, body, more) {
      recording.head = { status, headers, more };
      if (body !== null) recording.body = Buffer.from(bytesOf(body));
    },
    chunk(bytes) {
      recording.body = Buffer.concat([recording.body, bytes]);
      recording.chunks += 1;
      options.onChunk?.(complete);
      return options.hasRoom?.(recording.chunks) ?? true;
    },
    end() {},
    finished(ended) {
      recording.finishes += 1;
      resolve(ended);
    },
  };
  const request = { method: 'GET', url: options.url ?? 'http://127.0.0.1/', headers: [], params: {} };
  complete.running = pool.invoke(deployment, request, null, sink);
  return complete;
}
