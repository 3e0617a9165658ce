import { errorStatus } from '../../contract/errors.ts';
import type { FunctionSummary } from '../../contract/function.ts';
import type { Failure, Invocation } from '../../contract/invocation.ts';
import type { Deployment } from '../deployment.ts';
import type { History } from '../history/history.ts';
import { CallCapture } from '../history/call-capture.ts';
import type { InvocationReport, InvocationSink, RunningInvocation } from '../pool/invocation-sink.ts';
import type { Pool } from '../pool/pool.ts';
import { nothingRan } from '../pool/refuse.ts';
import { createMask } from '../secrets/mask.ts';
import type { Telemetry } from '../telemetry/telemetry.ts';
import type { Traced, Tracer } from '../tracing/tracer.ts';
import type { Call } from './call.ts';
import { createInvocationIds } from './invocation-ids.ts';
import { WatchedCall } from './watched-call.ts';

export interface Invoker {
  newId(): string;
  /** Runs `call` and records it as soon as it, and those that end together with it, have been answered. */
  run(id: string, deployment: Deployment, call: Call, sink: InvocationSink): RunningInvocation;
  /** Records a call that failed before anything could run, because its function does not compile. */
  recordFailure(id: string, target: FunctionSummary, call: Call, failure: Failure): void;
}

export interface InvokerOptions {
  pool: Pick<Pool, 'invoke'>;
  telemetry: Pick<Telemetry, 'record'>;
  history: Pick<History, 'record' | 'memory'>;
  tracer: Pick<Tracer, 'begin' | 'end'>;
  /** The name of the environment functions run in now. */
  environment(): string | null;
}

export function createInvoker({ pool, telemetry, history, tracer, environment }: InvokerOptions): Invoker {
  const record = (
    id: string,
    target: Pick<FunctionSummary, 'id' | 'version'>,
    call: Call,
    report: InvocationReport,
    capture: CallCapture,
    ranWith: Pick<Deployment, 'mask' | 'number'>,
    traced: Traced | undefined,
  ): void => {
    const { wallMs, cpuMs, heapBytes, cold, sandbox, logs, logsDropped, failure } = report;
    const { fetches, fetchesDropped, queuedMs, coldStartMs } = report;
    const invocation: Invocation = {
      id,
      functionId: target.id,
      version: target.version,
      source: call.source,
      method: call.method,
      path: call.path,
      status: capture.status,
      startedAt: capture.startedAt,
      requestBytes: capture.requestBody.bytes,
      responseBytes: capture.responseBody.bytes,
      wallMs,
      cpuMs,
      heapBytes,
      cold,
      sandbox,
      logs,
      logsDropped,
      failure,
    };
    telemetry.record(invocation);
    if (traced !== undefined) tracer.end(traced, { invocation, queuedMs, coldStartMs, mask: ranWith.mask });
    history.record({
      invocation,
      versionNumber: ranWith.number,
      environment: environment(),
      replayOf: call.replayOf ?? null,
      request: { headers: call.headers, body: capture.requestBody },
      response: { headers: capture.responseHeaders, body: capture.responseBody },
      fetches,
      fetchesDropped,
      linesCounted: report.lineCounts !== undefined,
      timing: capture.timing(queuedMs, coldStartMs),
      mask: ranWith.mask,
    });
  };
  let ended: { watched: WatchedCall; report: InvocationReport }[] = [];
  /** Calls that ended together are recorded when all of them have been answered, and before anybody hears of it. */
  const recordEnded = (): void => {
    const calls = ended;
    ended = [];
    for (const { watched, report } of calls) {
      const { id, deployment, call, traced } = watched.parts;
      const { functionId, version } = deployment.source;
      record(id, { id: functionId, version }, call, report, watched.capture, deployment, traced);
    }
  };
  const onEnded = (watched: WatchedCall, report: InvocationReport): void => {
    if (ended.push({ watched, report }) === 1) queueMicrotask(recordEnded);
  };
  return {
    newId: createInvocationIds(),
    run(id, deployment, call, sink) {
      const traced = tracer.begin(call.headers);
      const watched = new WatchedCall({ id, call, deployment, traced, memory: history.memory, sink, onEnded });
      const body = watched.capture.request(call.body);
      return pool.invoke(deployment, call, body, watched, call.depth, traced);
    },
    recordFailure(id, target, call, failure) {
      const capture = new CallCapture(history.memory);
      capture.finish(errorStatus[failure.code]);
      const report = { ...nothingRan, logs: [], fetches: [], failure };
      const ranWith = { mask: createMask([]), number: null };
      record(id, target, call, report, capture, ranWith, tracer.begin(call.headers));
    },
  };
}
