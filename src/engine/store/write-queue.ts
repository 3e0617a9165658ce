/** Runs jobs one after the other, in the order they came. A job that fails does not stop the next. */
export interface WriteQueue {
  run<Result>(job: () => Promise<Result>): Promise<Result>;
  /** Resolves when every job so far has ended. */
  settled(): Promise<void>;
}

export function createWriteQueue(): WriteQueue {
  let last: Promise<void> = Promise.resolve();
  return {
    run(job) {
      const result = last.then(job);
      last = result.then(
        () => undefined,
        () => undefined,
      );
      return result;
    },
    settled: () => last,
  };
}
