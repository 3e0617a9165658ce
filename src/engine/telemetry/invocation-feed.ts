import type { Invocation } from '../../contract/invocation.ts';
import { createAsyncQueue, type AsyncQueue } from '../../kit/async-queue.ts';

/** At most ten batches a second reach a reader. */
const batchIntervalMs = 100;
/** What a slow reader may be behind; older ones are dropped and counted. */
const maxWaiting = 1_000;

export interface InvocationBatch {
  invocations: Invocation[];
  /** Invocations this reader has missed since the previous batch. */
  dropped: number;
}

/** Fans invocations out to readers. A slow reader loses the oldest and never delays anybody. */
export interface InvocationFeed {
  /** Invocations that readers missed, summed over all of them. */
  readonly dropped: number;
  publish(invocation: Invocation): void;
  /** First `initial`, then batches until `signal` aborts, the reader leaves or the feed is disposed. */
  subscribe(options: FeedOptions): AsyncQueue<InvocationBatch>;
  dispose(): void;
}

interface FeedOptions {
  initial: Invocation[];
  functionId: string | undefined;
  signal: AbortSignal | undefined;
}

interface Reader {
  offer(invocation: Invocation): void;
  close(): void;
}

export function createInvocationFeed(): InvocationFeed {
  const readers = new Set<Reader>();
  let droppedInAll = 0;
  return {
    get dropped() {
      return droppedInAll;
    },
    publish(invocation) {
      for (const reader of readers) reader.offer(invocation);
    },
    subscribe({ initial, functionId, signal }) {
      let waiting: Invocation[] = [];
      let dropped = 0;
      let timer: NodeJS.Timeout | undefined;
      const queue = createAsyncQueue<InvocationBatch>(signal, () => {
        clearTimeout(timer);
        readers.delete(reader);
      });
      const flush = (): void => {
        timer = undefined;
        if (queue.size > 0) return schedule();
        queue.push({ invocations: waiting, dropped });
        waiting = [];
        dropped = 0;
      };
      const schedule = (): void => {
        timer ??= setTimeout(flush, batchIntervalMs);
      };
      const reader: Reader = {
        offer(invocation) {
          if (functionId !== undefined && invocation.functionId !== functionId) return;
          if (waiting.push(invocation) > maxWaiting) {
            waiting.shift();
            dropped++;
            droppedInAll++;
          }
          schedule();
        },
        close: () => queue.close(),
      };
      if (signal?.aborted !== true) readers.add(reader);
      queue.push({ invocations: initial, dropped: 0 });
      return queue;
    },
    dispose() {
      for (const reader of readers) reader.close();
    },
  };
}
