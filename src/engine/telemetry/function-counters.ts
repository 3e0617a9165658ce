import type { FailureCode } from '../../contract/errors.ts';
import type { Invocation } from '../../contract/invocation.ts';
import type { FunctionStats } from '../../contract/stats.ts';
import { createSamples, type Samples } from './samples.ts';

const sampleCount = 1_024;

/** What one function has been doing since the engine started; or all of them together. */
export interface FunctionCounters {
  add(invocation: Invocation): void;
  stats(functionId: string): FunctionStats;
  /** Errors by the code of their failure; by `STATUS` where a function answered with a server error of its own. */
  errorsByCode(): ReadonlyMap<ErrorKind, number>;
}

export type ErrorKind = FailureCode | 'STATUS';

export function createFunctionCounters(): FunctionCounters {
  const wall: Samples = createSamples(sampleCount);
  const cpu: Samples = createSamples(sampleCount);
  const byCode = new Map<ErrorKind, number>();
  const totals = { requests: 0, errors: 0, cpuMsTotal: 0, requestBytes: 0, responseBytes: 0 };
  let last: Pick<FunctionStats, 'lastStatus' | 'lastInvokedAt'> = { lastStatus: null, lastInvokedAt: null };
  /** Sorting is for readers, who ask for every function at once: what has not changed is not sorted again. */
  let cached: FunctionStats | undefined;
  return {
    add(invocation) {
      cached = undefined;
      totals.requests++;
      if (isError(invocation)) {
        totals.errors++;
        const kind = invocation.failure?.code ?? 'STATUS';
        byCode.set(kind, (byCode.get(kind) ?? 0) + 1);
      }
      totals.cpuMsTotal += invocation.cpuMs;
      totals.requestBytes += invocation.requestBytes;
      totals.responseBytes += invocation.responseBytes;
      wall.add(invocation.wallMs);
      cpu.add(invocation.cpuMs);
      last = { lastStatus: invocation.status, lastInvokedAt: invocation.startedAt };
    },
    stats(functionId) {
      if (cached !== undefined) return cached;
      const [wallP50Ms = 0, wallP95Ms = 0, wallP99Ms = 0] = wall.percentiles(0.5, 0.95, 0.99);
      const [cpuP50Ms = 0, cpuP95Ms = 0] = cpu.percentiles(0.5, 0.95);
      cached = { functionId, ...totals, wallP50Ms, wallP95Ms, wallP99Ms, cpuP50Ms, cpuP95Ms, ...last };
      return cached;
    },
    errorsByCode: () => byCode,
  };
}

/** An invocation counts as an error when it failed or answered with a server error of its own. */
export function isError(invocation: Invocation): boolean {
  return invocation.failure !== null || invocation.status >= 500;
}
