import { errorStatus } from '../../contract/errors.ts';
import type { HeaderList, LogEntry } from '../../contract/invocation.ts';
import type { Deployment } from '../deployment.ts';
import { CallCapture } from '../history/call-capture.ts';
import type { CaptureMemory } from '../history/capture-memory.ts';
import type { InvocationReport, InvocationSink, PresentBody } from '../pool/invocation-sink.ts';
import type { Traced } from '../tracing/tracer.ts';
import type { Call } from './call.ts';

export interface WatchedCallParts {
  id: string;
  call: Call;
  deployment: Deployment;
  traced: Traced | undefined;
  memory: CaptureMemory;
  /** Who waits for the answer. */
  sink: InvocationSink;
  /** Just before the sink hears of the end. */
  onEnded(watched: WatchedCall, report: InvocationReport): void;
}

/** What a client that left before an answer is recorded with, as nginx does. */
const clientLeftStatus = 499;

/** An answer on its way to whoever waits for it; what is told of the call later is remembered as it passes. */
export class WatchedCall implements InvocationSink {
  readonly parts: WatchedCallParts;
  readonly capture: CallCapture;
  readonly wholeHead: InvocationSink['wholeHead'];
  readonly #sink: InvocationSink;

  constructor(parts: WatchedCallParts) {
    const { memory, sink } = parts;
    this.parts = parts;
    this.capture = new CallCapture(memory);
    this.#sink = sink;
    this.wholeHead = sink.wholeHead && this.#wholeHead;
  }

  head(status: number, headers: HeaderList, body: PresentBody, more: boolean): void {
    this.capture.head(status, headers, body, more);
    this.#sink.head(status, headers, body, more);
  }

  #wholeHead(status: number, headers: HeaderList, length: number): void {
    this.capture.head(status, headers, null, true);
    this.#sink.wholeHead?.(status, headers, length);
  }

  piece(bytes: Uint8Array): void {
    this.capture.responseBody.addCopy(bytes);
    this.#sink.piece?.(bytes);
  }

  chunk(bytes: Uint8Array): boolean {
    this.capture.responseBody.add(bytes);
    return this.#sink.chunk(bytes);
  }

  log(entry: LogEntry): void {
    this.#sink.log?.(entry);
  }

  end(): void {
    this.capture.end();
    this.#sink.end();
  }

  finished(report: InvocationReport): void {
    this.capture.finish(report.failure === null ? clientLeftStatus : errorStatus[report.failure.code]);
    this.parts.onEnded(this, report);
    this.#sink.finished(report);
  }
}
