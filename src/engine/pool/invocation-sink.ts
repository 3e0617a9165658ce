import type { Failure, HeaderList, LogEntry } from '../../contract/invocation.ts';

/** What the pool knows about an invocation when it has ended. */
export interface InvocationReport {
  wallMs: number;
  cpuMs: number;
  heapBytes: number;
  cold: boolean;
  sandbox: number;
  logs: LogEntry[];
  logsDropped: number;
  /** Already mapped to the person's own sources. */
  failure: Failure | null;
}

/**
 * Where an invocation's answer goes. Calls come in this order: `head` at most once, then `chunk`s, then exactly
 * one `finished`. Without a `head` before `finished` the invocation failed and nothing was sent.
 */
export interface InvocationSink {
  /** `body` is the whole body unless `more` says that chunks follow. */
  head(status: number, headers: HeaderList, body: Uint8Array | null, more: boolean): void;
  /** Returns false when the reader is full; `resume` of the running invocation asks for more. */
  chunk(bytes: Uint8Array): boolean;
  finished(report: InvocationReport): void;
}

/** The caller's handle on a dispatched invocation. */
export interface RunningInvocation {
  /** Asks for more chunks after `chunk` returned false. */
  resume(): void;
  /** The caller lost interest (its client left). `finished` still follows. */
  cancel(): void;
}
