import { isError } from '../telemetry/function-counters.ts';
import type { Invocation } from '../../contract/invocation.ts';
import { emptySums, type TrafficSums } from './database/traffic-table.ts';
import { addDuration } from './duration-histogram.ts';

const minute = 60_000;

/** What has happened since it was last taken, by function and minute. Every call counts, also those not kept. */
export interface TrafficCounter {
  add(invocation: Invocation, now: number): void;
  /** Gives what has added up, and begins anew. */
  take(): TrafficSums[];
}

export function createTrafficCounter(): TrafficCounter {
  let sums = new Map<string, TrafficSums>();
  let earlier: TrafficSums[] = [];
  let at = 0;
  return {
    add(invocation, now) {
      if (now >= at + minute || now < at) {
        earlier.push(...sums.values());
        sums = new Map();
        at = Math.floor(now / minute) * minute;
      }
      let sum = sums.get(invocation.functionId);
      if (sum === undefined) sums.set(invocation.functionId, (sum = emptySums(invocation.functionId, at)));
      sum.requests += 1;
      if (isError(invocation)) sum.errors += 1;
      sum.cpuMs += invocation.cpuMs;
      sum.requestBytes += invocation.requestBytes;
      sum.responseBytes += invocation.responseBytes;
      addDuration(sum.durations, invocation.wallMs);
    },
    take() {
      const taken = [...earlier, ...sums.values()];
      earlier = [];
      sums = new Map();
      return taken;
    },
  };
}
