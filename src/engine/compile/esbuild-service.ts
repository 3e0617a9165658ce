import { build, stop, transform, type BuildOptions, type BuildResult } from 'esbuild';

import { NexoError } from '../../contract/errors.ts';

/** esbuild's child process, which answers all builds of this process and which one bad source can take down. */
export interface EsbuildService {
  /** As esbuild's `build`. Rejects with NexoError SYNTAX_ERROR when the source alone crashes or stalls esbuild. */
  build(options: BuildOptions): Promise<BuildResult>;
  stop(): Promise<void>;
}

export interface EsbuildServiceOptions {
  /** A build that takes longer is given up. */
  timeoutMs: number;
  /** The process ends after so long without a build: it wakes thirty times a second for nothing. */
  idleMs: number;
}

/**
 * esbuild parses by recursion: two million `[` end its process and every build in it. The builds that were lost are
 * repeated one at a time in a new process, so that only the one that crashes it alone is refused.
 */
export function createEsbuildService({ timeoutMs, idleMs }: EsbuildServiceOptions): EsbuildService {
  let repeats: Promise<unknown> = Promise.resolve();
  let running = 0;
  let idle: NodeJS.Timeout | undefined;

  async function working<T>(work: () => Promise<T>): Promise<T> {
    running += 1;
    clearTimeout(idle);
    try {
      return await work();
    } finally {
      running -= 1;
      if (running === 0) idle = setTimeout(() => void stop(), idleMs).unref();
    }
  }

  // Starts the process, so that the first real build finds it warm; a failure to start shows there.
  working(() => transform('')).catch(() => undefined);

  async function buildInTime(options: BuildOptions): Promise<BuildResult> {
    const { promise: timedOut, reject } = Promise.withResolvers<never>();
    const timer = setTimeout(() => {
      reject(refusal(`The code took longer than ${timeoutMs} ms to compile. Split it or shorten it.`));
      void stop();
    }, timeoutMs);
    try {
      // Called through a promise: esbuild throws at once when its process has gone.
      return await Promise.race([Promise.try(() => build(options)), timedOut]);
    } finally {
      clearTimeout(timer);
    }
  }

  async function buildAlone(options: BuildOptions): Promise<BuildResult> {
    try {
      return await buildInTime(options);
    } catch (error) {
      if (!isServiceLost(error)) throw error;
    }
    await stop();
    try {
      return await buildInTime(options);
    } catch (error) {
      if (!isServiceLost(error)) throw error;
      await stop();
      throw refusal('The code cannot be compiled: it is nested too deeply.');
    }
  }

  return {
    build: (options) =>
      working(async () => {
        try {
          return await buildInTime(options);
        } catch (error) {
          if (!isServiceLost(error)) throw error;
          const repeat = repeats.then(() => buildAlone(options));
          repeats = repeat.catch(() => undefined);
          return await repeat;
        }
      }),
    async stop() {
      clearTimeout(idle);
      await stop();
    },
  };
}

function refusal(message: string): NexoError {
  return new NexoError('SYNTAX_ERROR', message, { field: 'code', line: 1, column: 1 });
}

function isServiceLost(error: unknown): boolean {
  return error instanceof Error && /^The service (was stopped|is no longer running)/.test(error.message);
}
