import type { Failure } from '../contract/invocation.ts';
import * as failures from './failure.ts';
import type { Invocation } from './deployed.ts';
import type { EntryOutcome } from './isolate.ts';

/** The failure a slice ends its invocation with; undefined when it may go on. */
export function judgeSlice(invocation: Invocation, outcome: EntryOutcome): Failure | undefined {
  const { loader, source } = invocation.deployed;
  const allowed = source.limits.cpuMs;
  if (outcome.type === 'timedOut' && outcome.isStarved) return failures.starved(allowed, invocation.cpuMs);
  if (outcome.type === 'timedOut') {
    return failures.cpuLimit(allowed, invocation.cpuMs, failures.cleanStack(outcome.stack));
  }
  if (invocation.cpuMs > allowed) return failures.cpuLimit(allowed, invocation.cpuMs);
  if (outcome.type === 'gone') return failures.heapLimit(source.limits.heapMb);
  // Before the module is ready this is the module's own exception.
  return outcome.type === 'rejected' && loader ? failures.thrown(outcome.error) : undefined;
}
