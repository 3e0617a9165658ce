import type { Failure } from '../../contract/invocation.ts';
import type { InvocationSink, RunningInvocation } from './invocation-sink.ts';

/** Answers an invocation that is not let in; later, so that a caller has its handle before its sink hears anything. */
export function refuse(sink: InvocationSink, failure: Failure): RunningInvocation {
  const report = { wallMs: 0, cpuMs: 0, heapBytes: 0, cold: false, sandbox: 0, logs: [], logsDropped: 0, failure };
  queueMicrotask(() => sink.finished(report));
  return { resume: () => undefined, dropBody: () => undefined, cancel: () => undefined };
}
