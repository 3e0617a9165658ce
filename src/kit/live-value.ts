/** A value that changes and tells: read now, listen, or follow as a stream. */
export interface LiveValue<Value> {
  get(): Value;
  set(value: Value): void;
  /** Calls the listener on each change until the result is called. */
  listen(listener: (value: Value) => void): () => void;
  /** The value now, then each change; a slow reader gets only the latest. Ends when `signal` aborts. */
  watch(signal?: AbortSignal): AsyncGenerator<Value, void, void>;
}

export function createLiveValue<Value>(initial: Value): LiveValue<Value> {
  let current = initial;
  const listeners = new Set<(value: Value) => void>();

  const listen = (listener: (value: Value) => void): (() => void) => {
    listeners.add(listener);
    return () => void listeners.delete(listener);
  };
  return {
    get: () => current,
    set(value) {
      current = value;
      for (const listener of listeners) listener(value);
    },
    listen,
    async *watch(signal) {
      let changed = true;
      let wake = (): void => {};
      const stop = listen(() => ((changed = true), wake()));
      const onAbort = (): void => wake();
      signal?.addEventListener('abort', onAbort);
      try {
        while (!signal?.aborted) {
          if (changed) {
            changed = false;
            yield current;
          } else {
            await new Promise<void>((resolve) => (wake = resolve));
          }
        }
      } finally {
        stop();
        signal?.removeEventListener('abort', onAbort);
      }
    },
  };
}
