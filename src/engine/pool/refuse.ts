import type { Failure } from '../../contract/invocation.ts';
import type { InvocationSink, RunningInvocation } from './invocation-sink.ts';

/** Answers an invocation that is not let in; later, so that a caller has its handle before its sink hears anything. */
export function refuse(sink: InvocationSink, failure: Failure): RunningInvocation {
  queueMicrotask(() => sink.finished({ ...nothingRan, logs: [], fetches: [], failure }));
  return { resume: () => undefined, dropBody: () => undefined, cancel: () => undefined };
}

/** The report's figures for an invocation no sandbox ever got. */
export const nothingRan = {
  wallMs: 0,
  cpuMs: 0,
  heapBytes: 0,
  cold: false,
  sandbox: 0,
  logsDropped: 0,
  fetchesDropped: 0,
  queuedMs: null,
  coldStartMs: 0,
};
