import type { FlatHeaders, InvocationId, StreamId } from './door.ts';
import type { HeldBody } from './held-body.ts';
import type { BodyKind, RequestHead } from './request-head.ts';

/** A response taken apart. */
export interface ResponseParts {
  status: number;
  headers: FlatHeaders;
  body: string | Uint8Array | null | StreamedBody;
}

/** A response's body that comes in pieces. */
export interface StreamedBody {
  /** Resolves when all of it was sent, or nobody wanted more. Rejects with what made the stream fail. */
  send(invocation: InvocationId, maxBytes: number): Promise<void>;
  cancel(reason: unknown): void;
}

/** A request made for the `fetch` form, and what ends it from outside. */
export interface AbortableRequest {
  request: unknown;
  abort(): void;
}

/** What the dispatcher needs of the web platform, by calls that no function code can have replaced. */
export interface Platform {
  createHeaders(list: FlatHeaders): object;
  plainHeaders(headers: object): Record<string, string>;
  /** `name, value, …` in order. */
  parseQuery(query: string): string[];
  decode(bytes: Uint8Array): string;
  createRequest(head: RequestHead, invocation: InvocationId, body: BodyKind): AbortableRequest;
  /** A body that came whole. */
  heldBody(invocation: InvocationId): HeldBody;
  /** The whole body of an invocation whose request comes in pieces. */
  collectBody(invocation: InvocationId): Promise<ArrayBuffer>;
  /** What `env` holds for another function: an object with a `fetch` method. */
  createBinding(name: string): object;
  /** Undefined for anything that is not a `Response`. Throws where its body has been read already. */
  takeApart(value: unknown): ResponseParts | undefined;
  /** Delivers a timer or an operation's result; false where nothing waits for it. */
  timerFired(timer: number): void;
  operationDone(operation: number, result: string, body: ArrayBuffer | undefined): void;
  chunkArrived(invocation: InvocationId, stream: StreamId, chunk: ArrayBuffer): void;
  bodyEnded(invocation: InvocationId, stream: StreamId, error: string | undefined): void;
  grantCredit(invocation: InvocationId, stream: StreamId, count: number): void;
  /** Cancels a body that is being sent. */
  stopBody(invocation: InvocationId, stream: StreamId): void;
  /** Nobody is there any more: the request's body fails, and the response's is cancelled. */
  abandonBodies(invocation: InvocationId): void;
  /** Drops the timers, operations and bodies an invocation left behind. */
  forget(invocation: InvocationId): void;
}
