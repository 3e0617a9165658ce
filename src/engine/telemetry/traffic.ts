import type { Invocation } from '../../contract/invocation.ts';
import type { TrafficSample } from '../../contract/stats.ts';
import { isError } from './function-counters.ts';
import { createSamples } from './samples.ts';

const keptSeconds = 120;
/** Clocks are corrected by a little all the time. */
const toleratedMs = 10_000;

/** Counts invocations by the second in which they ended. */
export interface Traffic {
  add(invocation: Invocation): void;
  /** The latest two minutes that are complete, oldest first, quiet seconds included. */
  samples(): TrafficSample[];
}

export function createTraffic(now: () => number = Date.now): Traffic {
  const wall = createSamples(1_024);
  const closed: TrafficSample[] = [];
  let current = emptySample(secondOf(now()));

  /** Closes every second that has passed, so that `current` is the one of this moment. */
  const advance = (): void => {
    const second = secondOf(now());
    if (second < current.at - toleratedMs) return beginAgain(second);
    if (second <= current.at) return;
    const [wallP50Ms = 0, wallP95Ms = 0] = wall.percentiles(0.5, 0.95);
    closed.push({ ...current, wallP50Ms, wallP95Ms });
    wall.clear();
    const firstKept = second - keptSeconds * 1_000;
    for (let at = Math.max(current.at + 1_000, firstKept); at < second; at += 1_000) closed.push(emptySample(at));
    while ((closed[0]?.at ?? firstKept) < firstKept) closed.shift();
    current = emptySample(second);
  };
  /** The clock was set back: what was counted under times to come would never pass. */
  const beginAgain = (second: number): void => {
    closed.length = 0;
    wall.clear();
    current = emptySample(second);
  };
  return {
    add(invocation) {
      advance();
      current.requests++;
      if (isError(invocation)) current.errors++;
      current.cpuMs += invocation.cpuMs;
      wall.add(invocation.wallMs);
    },
    samples() {
      advance();
      return closed.slice();
    },
  };
}

function secondOf(time: number): number {
  return Math.floor(time / 1_000) * 1_000;
}

function emptySample(at: number): TrafficSample {
  return { at, requests: 0, errors: 0, wallP50Ms: 0, wallP95Ms: 0, cpuMs: 0 };
}
