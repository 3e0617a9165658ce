/** A stream that is written with `push` and read with `for await`; what is pushed while nobody reads is kept. */
export interface AsyncQueue<T> extends AsyncIteratorObject<T, undefined, void> {
  /** Items pushed and not yet read. */
  readonly size: number;
  push(item: T): void;
  /** Ends the stream; what is still queued is dropped. */
  close(): void;
}

/**
 * Makes a queue that ends when its reader leaves, when `signal` aborts or with `close`; `onClose` is then called once.
 */
export function createAsyncQueue<T>(signal: AbortSignal | undefined, onClose: () => void): AsyncQueue<T> {
  let items: T[] = [];
  let closed = false;
  let waiting: ((result: IteratorResult<T, undefined>) => void)[] = [];

  const close = (): void => {
    if (closed) return;
    closed = true;
    items = [];
    signal?.removeEventListener('abort', close);
    for (const resolve of waiting) resolve({ done: true, value: undefined });
    waiting = [];
    onClose();
  };
  const queue: AsyncQueue<T> = {
    get size() {
      return items.length;
    },
    push(item) {
      if (closed) return;
      const reader = waiting.shift();
      if (reader === undefined) items.push(item);
      else reader({ done: false, value: item });
    },
    close,
    async next() {
      if (items.length > 0) return { done: false, value: items.shift() as T };
      if (closed) return { done: true, value: undefined };
      return await new Promise((resolve) => waiting.push(resolve));
    },
    async return() {
      close();
      return { done: true, value: undefined };
    },
    [Symbol.asyncIterator]() {
      return queue;
    },
    async [Symbol.asyncDispose]() {
      close();
    },
  };
  if (signal?.aborted === true) close();
  else signal?.addEventListener('abort', close);
  return queue;
}
