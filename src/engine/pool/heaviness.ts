/** Which functions take so much CPU time at once that nobody should wait behind them. Learned from what ends. */
export interface Heaviness {
  /** An invocation has ended that used so much CPU time, and whether a limit had to stop it. */
  observe(functionId: string, cpuMs: number, wasStopped?: boolean): void;
  isHeavy(functionId: string): boolean;
}

/** CPU time of its invocations, on average, from which a function is heavy. */
const heavyMs = 20;
/** And below which it is not any more. */
const lightMs = 10;
/** What the latest invocation counts for. The first ones, which load the module, are to make nobody heavy. */
const weight = 0.25;
/** An average not worth remembering. */
const forgottenMs = 1;

export function createHeaviness(): Heaviness {
  const known = new Map<string, { averageMs: number; isHeavy: boolean }>();
  return {
    observe(functionId, cpuMs, wasStopped = false) {
      const before = known.get(functionId);
      // Most functions never get any further.
      if (before === undefined && cpuMs < lightMs && !wasStopped) return;
      const { averageMs: earlierMs, isHeavy: wasHeavy } = before ?? { averageMs: 0, isHeavy: false };
      const learnedMs = earlierMs + (cpuMs - earlierMs) * weight;
      // What has to be stopped would have gone on: once is enough to know.
      const averageMs = wasStopped ? Math.max(heavyMs, learnedMs) : learnedMs;
      if (averageMs < forgottenMs) known.delete(functionId);
      else known.set(functionId, { averageMs, isHeavy: averageMs >= (wasHeavy ? lightMs : heavyMs) });
    },
    isHeavy: (functionId) => known.get(functionId)?.isHeavy ?? false,
  };
}
