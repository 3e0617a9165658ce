import type { HistoryState } from '../../contract/call.ts';
import type { QueryTerm } from '../../contract/call-query.ts';
import { createAsyncQueue, type AsyncQueue } from '../../kit/async-queue.ts';
import type { DatabaseClient } from './database-client.ts';
import type { CallNews } from './history.ts';

export interface CallFeedOptions {
  database: Pick<DatabaseClient, 'call'>;
  state(): HistoryState;
}

/** Tells readers which calls were kept, those that match what each asked for. */
export interface CallFeed {
  /** Calls were written. */
  kept(): void;
  /** Something else is different, such as how many there are. */
  changed(): void;
  watch(terms: QueryTerm[], signal: AbortSignal | undefined, opened: Promise<unknown>): AsyncQueue<CallNews>;
  dispose(): void;
}

/** At once; a reader further behind asks for the list again. */
const maxCalls = 500;
const lookAgainMs = 100;

interface Reader {
  readonly queue: AsyncQueue<CallNews>;
  readonly terms: QueryTerm[];
  upTo: number;
  /** It is being looked for news, which happens once at a time. */
  busy: boolean;
  timer: NodeJS.Timeout | undefined;
}

export function createCallFeed({ database, state }: CallFeedOptions): CallFeed {
  const readers = new Set<Reader>();

  async function look(reader: Reader): Promise<void> {
    // A slow reader gets what it missed in one piece, when it has taken the last.
    if (reader.busy || reader.queue.size > 0) return lookLater(reader);
    reader.busy = true;
    try {
      const news = await database.call('callsSince', [reader.terms, reader.upTo, maxCalls]);
      reader.upTo = news.upTo;
      if (news.calls.length > 0) reader.queue.push({ ...news, history: state() });
    } catch {
      // The next write looks again.
    }
    reader.busy = false;
  }

  function lookLater(reader: Reader): void {
    reader.timer ??= setTimeout(() => {
      reader.timer = undefined;
      void look(reader);
    }, lookAgainMs);
  }

  return {
    kept() {
      for (const reader of readers) void look(reader);
    },
    changed() {
      for (const { queue, upTo } of readers) queue.push({ calls: [], missed: 0, upTo, history: state() });
    },
    watch(terms, signal, opened) {
      const queue = createAsyncQueue<CallNews>(signal, () => {
        clearTimeout(reader.timer);
        readers.delete(reader);
      });
      const reader: Reader = { queue, terms, upTo: 0, busy: true, timer: undefined };
      const begin = async (): Promise<void> => {
        await opened;
        const { upTo } = await database.call('listCalls', [{ terms: [], offset: 0, limit: 0 }]);
        reader.upTo = upTo;
        reader.busy = false;
        queue.push({ calls: [], missed: 0, upTo, history: state() });
      };
      if (signal?.aborted !== true) readers.add(reader);
      begin().catch(() => queue.close());
      return queue;
    },
    dispose() {
      for (const { queue } of readers) queue.close();
    },
  };
}
