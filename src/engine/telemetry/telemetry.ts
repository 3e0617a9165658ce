import type { Invocation } from '../../contract/invocation.ts';
import type { FunctionStats, Stats, TrafficSample } from '../../contract/stats.ts';
import type { AsyncQueue } from '../../kit/async-queue.ts';
import { createFunctionCounters, type FunctionCounters } from './function-counters.ts';
import { createHistogram, durationBounds, type Histogram } from './histogram.ts';
import { createInvocationFeed, type InvocationBatch } from './invocation-feed.ts';
import { createRecentInvocations } from './recent-invocations.ts';
import { createTraffic } from './traffic.ts';

/** The traffic part of the engine's statistics. */
type TrafficStats = Pick<Stats, 'requests' | 'errors' | 'wallP50Ms' | 'wallP95Ms' | 'wallP99Ms' | 'cpuMsTotal'> & {
  traffic: TrafficSample[];
};

/** Since the engine started. */
export interface Counted {
  /** Every function that was called and is still there. */
  functions: ReadonlyMap<string, FunctionCounters>;
  /** From dispatch to end, in seconds, over all functions. */
  durations: Histogram;
  coldDurations: Histogram;
  /** Invocations that slow readers missed. */
  dropped: number;
}

/** Remembers and tells what functions have been doing. Nothing here may delay a response. */
export interface Telemetry {
  record(invocation: Invocation): void;
  ofFunction(functionId: string): FunctionStats;
  overall(): TrafficStats;
  /** What is counted for Prometheus. */
  counted(): Counted;
  /** The latest invocations (newest last), then each as it ends. */
  watch(functionId: string | undefined, signal: AbortSignal | undefined): AsyncQueue<InvocationBatch>;
  /** Drops what is known about a function that is no more. */
  forget(functionId: string): void;
  dispose(): void;
}

export function createTelemetry(): Telemetry {
  const functions = new Map<string, FunctionCounters>();
  const all = createFunctionCounters();
  const traffic = createTraffic();
  const recent = createRecentInvocations();
  const feed = createInvocationFeed();
  const durations = createHistogram(durationBounds);
  const coldDurations = createHistogram(durationBounds);

  return {
    record(invocation) {
      let counters = functions.get(invocation.functionId);
      if (counters === undefined) functions.set(invocation.functionId, (counters = createFunctionCounters()));
      counters.add(invocation);
      all.add(invocation);
      durations.add(invocation.wallMs / 1_000);
      if (invocation.cold) coldDurations.add(invocation.wallMs / 1_000);
      traffic.add(invocation);
      recent.add(invocation);
      feed.publish(invocation);
    },
    ofFunction: (functionId) => (functions.get(functionId) ?? createFunctionCounters()).stats(functionId),
    overall() {
      const { requests, errors, wallP50Ms, wallP95Ms, wallP99Ms, cpuMsTotal } = all.stats('');
      return { requests, errors, wallP50Ms, wallP95Ms, wallP99Ms, cpuMsTotal, traffic: traffic.samples() };
    },
    counted: () => ({ functions, durations, coldDurations, dropped: feed.dropped }),
    watch: (functionId, signal) => feed.subscribe({ initial: recent.list(functionId), functionId, signal }),
    forget: (functionId) => void functions.delete(functionId),
    dispose: () => feed.dispose(),
  };
}
