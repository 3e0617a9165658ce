import type { FetchRecord } from '../../contract/call.ts';
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
  fetches: FetchRecord[];
  fetchesDropped: number;
  /** From its arrival to when a sandbox got it; null when none did. */
  queuedMs: number | null;
  /** Making its isolate, where that was necessary. */
  coldStartMs: number;
  /** What the code's own counters stood at, and when; left out where it has none, or they were lost. */
  lineCounts?: { counts: Float64Array; atMs: number };
  /** Already mapped to the person's own sources. */
  failure: Failure | null;
}

/** A body that is there; a text is to be sent as UTF-8. */
export type PresentBody = Uint8Array | string | null;

/** A body as its bytes. */
export const bytesOf = (body: Uint8Array | string): Uint8Array => (typeof body === 'string' ? Buffer.from(body) : body);

/**
 * Where an invocation's answer goes. Calls come in this order: `head` at most once, then `chunk`s and one `end`
 * where it announced more, then exactly one `finished`, which may be much later: a function may go on after its
 * response. A `finished` instead of an `end` means that the body broke off. Without a `head` before `finished` the invocation failed and nothing was sent.
 */
export interface InvocationSink {
  /** `body` is the whole body unless `more` says that chunks follow. */
  head(status: number, headers: HeaderList, body: PresentBody, more: boolean): void;
  /** Instead of `head`, where the sink has it: a body of `length` bytes follows in `piece`s. */
  wholeHead?(status: number, headers: HeaderList, length: number): void;
  /** The next bytes of such a body, whether or not the reader is full. Their memory is the sink's. */
  piece?(bytes: Uint8Array): void;
  /** Returns false when the reader is full; `resume` of the running invocation asks for more. */
  chunk(bytes: Uint8Array): boolean;
  /** The body announced by `head` is complete. */
  end(): void;
  finished(report: InvocationReport): void;
  /** What the function logs, at any time before `finished`, which tells all of it again. */
  log?(entry: LogEntry): void;
}

/** The caller's handle on a dispatched invocation. */
export interface RunningInvocation {
  /** Asks for more chunks after `chunk` returned false. */
  resume(): void;
  /** The rest of the body is not wanted; the invocation goes on. */
  dropBody(): void;
  /** The caller lost interest (its client left): the function may finish what it does by `waitUntil`. */
  cancel(): void;
}
