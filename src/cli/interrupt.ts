export interface Interrupt {
  readonly signal: AbortSignal;
  readonly happened: Promise<void>;
  dispose(): void;
}

/** Notices the first SIGINT or SIGTERM; a second one ends the process as it would have without us. */
export function untilInterrupted(): Interrupt {
  const abort = new AbortController();
  const { promise, resolve } = Promise.withResolvers<void>();
  const stop = (): void => {
    dispose();
    abort.abort();
    resolve();
  };
  const dispose = (): void => void process.off('SIGINT', stop).off('SIGTERM', stop);
  process.once('SIGINT', stop).once('SIGTERM', stop);
  return { signal: abort.signal, happened: promise, dispose };
}
