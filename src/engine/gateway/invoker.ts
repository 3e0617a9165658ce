import { errorStatus } from '../../contract/errors.ts';
import type { FunctionSummary } from '../../contract/function.ts';
import type { Failure, HeaderList, InvocationSource } from '../../contract/invocation.ts';
import type { Deployment } from '../deployment.ts';
import { isBodySource, type BodySource } from '../body/body-source.ts';
import type { InvocationReport, InvocationSink, RunningInvocation } from '../pool/invocation-sink.ts';
import type { Pool } from '../pool/pool.ts';
import type { Telemetry } from '../telemetry/telemetry.ts';
import { createInvocationIds } from './invocation-ids.ts';

/** A call of a function, whoever makes it. */
export interface Call {
  source: InvocationSource;
  method: string;
  /** Path and query as the client sent them, without `/fn`. */
  path: string;
  /** The whole URL as the function sees it. */
  url: string;
  headers: HeaderList;
  params: Record<string, string>;
  body: Uint8Array | BodySource | null;
  /** How many functions called each other to get here; none when left out. */
  depth?: number;
}

export interface Invoker {
  newId(): string;
  /** Runs `call` and records it when it has ended, after `sink` has heard of the end. */
  run(id: string, deployment: Deployment, call: Call, sink: InvocationSink): RunningInvocation;
  /** Records a call that failed before anything could run, because its function does not compile. */
  recordFailure(id: string, target: FunctionSummary, call: Call, failure: Failure): void;
}

/** What a client that left before an answer is recorded with, as nginx does. */
const clientLeftStatus = 499;

export function createInvoker(pool: Pick<Pool, 'invoke'>, telemetry: Pick<Telemetry, 'record'>): Invoker {
  const record = (
    id: string,
    target: Pick<FunctionSummary, 'id' | 'version'>,
    call: Call,
    report: InvocationReport,
    answer: { status: number; startedAt: number; requestBytes: number; responseBytes: number },
  ): void => {
    telemetry.record({
      id,
      functionId: target.id,
      version: target.version,
      source: call.source,
      method: call.method,
      path: call.path,
      ...answer,
      ...report,
    });
  };
  return {
    newId: createInvocationIds(),
    run(id, deployment, call, sink) {
      const answer = { status: 0, startedAt: Date.now(), requestBytes: 0, responseBytes: 0 };
      const count = (bytes: number): void => void (answer.requestBytes += bytes);
      const { functionId, version } = deployment.source;
      const { method, url, headers, params, depth } = call;
      const request = { method, url, headers, params };
      const counted: InvocationSink = {
        head(status, responseHeaders, responseBody, more) {
          answer.status = status;
          answer.responseBytes = responseBody?.byteLength ?? 0;
          sink.head(status, responseHeaders, responseBody, more);
        },
        chunk(bytes) {
          answer.responseBytes += bytes.byteLength;
          return sink.chunk(bytes);
        },
        end: () => sink.end(),
        finished(report) {
          answer.status ||= report.failure === null ? clientLeftStatus : errorStatus[report.failure.code];
          sink.finished(report);
          record(id, { id: functionId, version }, call, report, answer);
        },
      };
      return pool.invoke(deployment, request, countBody(call.body, count), counted, depth);
    },
    recordFailure(id, target, call, failure) {
      const status = errorStatus[failure.code];
      const answer = { status, startedAt: Date.now(), requestBytes: 0, responseBytes: 0 };
      record(id, target, call, { ...nothingRan, logs: [], failure }, answer);
    },
  };
}

function countBody(body: Call['body'], count: (bytes: number) => void): Call['body'] {
  if (!isBodySource(body)) {
    count(body?.byteLength ?? 0);
    return body;
  }
  return {
    async read() {
      const chunk = await body.read();
      count(chunk?.byteLength ?? 0);
      return chunk;
    },
    cancel: () => body.cancel(),
  };
}

const nothingRan = { wallMs: 0, cpuMs: 0, heapBytes: 0, cold: false, sandbox: 0, logsDropped: 0 };
