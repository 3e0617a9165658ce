import { errorText } from '../../contract/error-answer.ts';
import { errorStatus } from '../../contract/errors.ts';
import type { InvokeEvent } from '../../contract/invocation.ts';
import type { CountedLine } from '../compile/count-lines.ts';
import { lineHits } from './line-hits.ts';
import { createAsyncQueue } from '../../kit/async-queue.ts';
import type { InvocationSink, RunningInvocation } from '../pool/invocation-sink.ts';

/** An answer that is passed on while it comes. */
export interface StreamedResponse {
  readonly sink: InvocationSink;
  /** Ends after `end`. A reader that leaves gives the invocation up, as a client that closes its connection does. */
  events(running: RunningInvocation): AsyncGenerator<InvokeEvent, void, void>;
}

/** So much waits for a slow reader; the function then waits, too. */
const maxWaiting = 64;

export function streamResponse(
  invocation: string,
  { version, counted = [], signal }: { version: string; counted?: readonly CountedLine[]; signal?: AbortSignal },
): StreamedResponse {
  const startedMs = performance.now();
  const queue = createAsyncQueue<InvokeEvent>(signal, () => {});
  let begun = false;
  let bytes = 0;
  const atMs = (): number => performance.now() - startedMs;
  const head: InvocationSink['head'] = (status, headers, body) => {
    begun = true;
    queue.push({ type: 'head', invocation, version, status, headers, atMs: atMs() });
    const first = Buffer.from(body ?? '');
    if (first.byteLength > 0) chunk(first);
  };
  const chunk = (data: Uint8Array): boolean => {
    bytes += data.byteLength;
    queue.push({ type: 'chunk', base64: Buffer.from(data).toString('base64'), bytes: data.byteLength, atMs: atMs() });
    return queue.size < maxWaiting;
  };
  return {
    sink: {
      head,
      chunk,
      end() {},
      log: (entry) => queue.push({ type: 'log', entry }),
      finished({ failure: error, ...report }) {
        // What the gateway would answer for a function that failed before it began to.
        if (!begun && error !== null) {
          const body = Buffer.from(errorText({ code: error.code, message: error.message, invocation }));
          head(errorStatus[error.code], [['content-type', 'application/json; charset=utf-8']], body, false);
        }
        const { logs, logsDropped, cpuMs, wallMs, heapBytes, cold } = report;
        const lines = lineHits(counted, report.lineCounts);
        queue.push({ type: 'end', bytes, logs, logsDropped, cpuMs, wallMs, heapBytes, cold, error, ...lines });
      },
    },
    async *events(running) {
      let over = false;
      try {
        for await (const event of queue) {
          yield event;
          over = event.type === 'end';
          if (over) return;
          if (queue.size < maxWaiting) running.resume();
        }
      } finally {
        if (!over) running.cancel();
      }
    },
  };
}
