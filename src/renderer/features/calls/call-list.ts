import type { CallSummary, HistoryState } from '../../../contract/call.ts';

/** Where a list gets its calls from; the engine's contract, or a test's. */
export interface CallSource {
  list(page: { query: string; upTo?: number; offset: number; limit: number }): Promise<{
    calls: CallSummary[];
    total: number;
    upTo: number;
  }>;
}

export interface CallListState {
  /** Rows there are, of which few are loaded. */
  count: number;
  /** Newer calls that are not shown, as the list is held. */
  waiting: number;
  loading: boolean;
  error: unknown;
  history: HistoryState | null;
}

export const pageSize = 100;
/** Loaded pages that are kept: some screens in both directions. */
const maxPages = 40;
/** Calls on top of the loaded pages; with more, the list is read anew. */
const maxFresh = 1_000;

/**
 * A list of any length, newest first, of which only what is looked at is loaded, with new calls on top. Everything older
 * than `upTo` comes in pages from the history; what came since is told by its stream.
 */
export class CallList {
  readonly #source: CallSource;
  readonly #query: string;
  readonly #listeners = new Set<() => void>();
  #state: CallListState = { count: 0, waiting: 0, loading: true, error: null, history: null };
  #pages = new Map<number, readonly CallSummary[]>();
  #loading = new Set<number>();
  #upTo = 0;
  #total = 0;
  /** Newest first; the last `#shown` of them are part of the list. */
  #fresh: CallSummary[] = [];
  #shown = 0;
  #held = false;
  /** There are new calls that were not told one by one. */
  #behind = 0;
  /** Answers to questions about an earlier list are left alone. */
  #edition = 0;
  /** The list is being read; to catch up, that happens once at a time, or calls that keep coming would begin it forever. */
  #reading = false;

  constructor(source: CallSource, query: string) {
    this.#source = source;
    this.#query = query;
  }

  /** For `useSyncExternalStore`. */
  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  };
  readonly state = (): CallListState => this.#state;

  /** The call at a place of the list; undefined while it is not loaded. */
  row(index: number): CallSummary | undefined {
    if (index < this.#shown) return this.#fresh[this.#fresh.length - this.#shown + index];
    const offset = index - this.#shown;
    return this.#pages.get(Math.floor(offset / pageSize))?.[offset % pageSize];
  }

  /** What the stream says. Its first word leads to reading the list. */
  take(news: { calls: readonly CallSummary[]; missed: number; upTo: number; history: HistoryState }): void {
    this.#change({ history: news.history });
    if (news.calls.length === 0 && news.missed === 0) return void this.reload();
    const calls = news.calls.filter(({ seq }) => seq > this.#upTo && seq > (this.#fresh[0]?.seq ?? 0));
    this.#fresh.unshift(...calls.toReversed());
    this.#behind += news.missed;
    if (this.#fresh.length > maxFresh) {
      this.#behind += this.#fresh.length - maxFresh;
      this.#fresh.length = maxFresh;
      this.#shown = Math.min(this.#shown, maxFresh);
    }
    this.#follow();
  }

  /** Held, the list stays as it is while calls come in. */
  hold(held: boolean): void {
    if (this.#held === held) return;
    this.#held = held;
    this.#follow();
  }

  /** Loads what is missing of the rows from `first` to `last`. */
  want(first: number, last: number): void {
    const from = Math.max(0, Math.floor((first - this.#shown) / pageSize));
    const to = Math.floor((Math.min(last, this.#state.count - 1) - this.#shown) / pageSize);
    for (let page = from; page <= to; page++) void this.#load(page);
  }

  /** Reads the list from its newest call on. What is shown stays until the new is there. */
  async reload(): Promise<void> {
    const edition = ++this.#edition;
    const behind = this.#behind;
    this.#reading = true;
    try {
      const { calls, total, upTo } = await this.#source.list({ query: this.#query, offset: 0, limit: pageSize });
      if (edition !== this.#edition) return;
      this.#upTo = upTo;
      this.#total = total;
      this.#pages = new Map([[0, calls]]);
      this.#loading.clear();
      this.#fresh = this.#fresh.filter(({ seq }) => seq > upTo);
      this.#shown = this.#held ? 0 : this.#fresh.length;
      this.#behind -= behind;
      this.#reading = false;
      this.#change({ loading: false, error: null });
      if (this.#behind > 0) this.#follow();
    } catch (error) {
      if (edition !== this.#edition) return;
      this.#reading = false;
      this.#change({ loading: false, error });
    }
  }

  #follow(): void {
    if (this.#held) return this.#change({});
    if (this.#behind > 0) {
      if (!this.#reading) void this.reload();
      return;
    }
    this.#shown = this.#fresh.length;
    this.#change({});
  }

  async #load(page: number): Promise<void> {
    if (this.#pages.has(page) || this.#loading.has(page)) return;
    const edition = this.#edition;
    this.#loading.add(page);
    try {
      const query = { query: this.#query, upTo: this.#upTo, offset: page * pageSize, limit: pageSize };
      const { calls } = await this.#source.list(query);
      if (edition !== this.#edition) return;
      this.#pages.set(page, calls);
      for (const oldest of this.#pages.keys()) {
        if (this.#pages.size <= maxPages) break;
        this.#pages.delete(oldest);
      }
      this.#change({});
    } catch (error) {
      if (edition === this.#edition) this.#change({ error });
    } finally {
      this.#loading.delete(page);
    }
  }

  #change(change: Partial<CallListState>): void {
    const count = this.#total + this.#shown;
    const waiting = this.#fresh.length - this.#shown + this.#behind;
    this.#state = { ...this.#state, ...change, count, waiting };
    for (const listener of this.#listeners) listener();
  }
}
