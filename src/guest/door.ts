/**
 * The door between the code inside an isolate and the sandbox that holds it: the only way a function can observe
 * or touch anything. Types and the one list of names; both sides implement them.
 *
 * Everything that crosses is a primitive or bytes. The clock and the random source are here too, so that an
 * invocation can be recorded and replayed.
 */

/** Inside an isolate an invocation is known by the number the engine gave it. */
export type InvocationId = number;
/** 0 for the invocation's own request and response, else the number of the operation a body belongs to. */
export type StreamId = number;

/** `name, value, name, value, …`: repeated headers stay repeated, in order. */
export type FlatHeaders = string[];

/** What the sandbox offers the guest. Each is an isolated-vm Callback; none may throw host errors inside. */
export interface Host {
  /** Unix time in milliseconds, with a fraction. */
  now(): number;
  /** Cryptographically strong bytes; at most 65,536. */
  random(count: number): ArrayBuffer;
  /** UTS #46; empty string when the domain is not valid. */
  domainToAscii(domain: string): string;
  domainToUnicode(domain: string): string;
  /** The tables of the legacy multi-byte encodings, as JSON. */
  encodingTables(): string;
  /** The digest, or the HMAC where there is a key; undefined for an unknown algorithm. */
  hash(algorithm: string, key: ArrayBuffer | undefined, data: ArrayBuffer): ArrayBuffer | undefined;
  /** `details` is JSON of `LogDetails`. */
  log(invocation: InvocationId, level: string, text: string, details?: string): void;
  /** `timer` fires through `Guest.timerFired`; ids are the guest's. */
  setTimer(invocation: InvocationId, timer: number, delayMs: number): void;
  clearTimer(timer: number): void;
  /** Starts an operation the engine performs; `request` is JSON of an `Operation` without its body. */
  operation(invocation: InvocationId, operation: number, request: string, body: ArrayBuffer | undefined): void;
  /** `headers` is JSON of FlatHeaders. A string body is sent as UTF-8. */
  respond(
    invocation: InvocationId,
    status: number,
    headers: string,
    body: ArrayBuffer | string | undefined,
    more: boolean,
  ): void;
  /** `respond` with a whole body and `finish` without a failure in one. */
  answer(invocation: InvocationId, status: number, headers: string, body: ArrayBuffer | string | undefined): void;
  /** The request's body where it came whole; undefined once the invocation is over. */
  requestBytes(invocation: InvocationId): ArrayBuffer | undefined;
  /** The same as text: UTF-8 decoded, without a byte order mark. */
  requestText(invocation: InvocationId): string | undefined;
  /**
   * The next invocation of a batch, as `Guest.dispatch` gets one; undefined when the batch is over. Calling it ends the
   * slice of the one before.
   */
  next(): string | undefined;
  /** A piece of a body that is sent: of the response (stream 0) or of an operation's request. */
  chunk(invocation: InvocationId, stream: StreamId, chunk: ArrayBuffer): void;
  /** The body's end; with a text, why it is not complete. */
  bodyEnd(invocation: InvocationId, stream: StreamId, error: string | undefined): void;
  /** There is room for `count` more chunks of a body that is received. */
  pull(invocation: InvocationId, stream: StreamId, count: number): void;
  /** The rest of a body that is received is not wanted. */
  cancelBody(invocation: InvocationId, stream: StreamId): void;
  /** The handler's work is over; `failure` is JSON of a `GuestFailure`. */
  finish(invocation: InvocationId, failure: string | undefined): void;
  /** The function's module has been evaluated, top-level awaits included: it can be dispatched to. */
  loaded(): void;
}

/** The order in which the host's callbacks are handed in. */
export const hostMethods = [
  'now',
  'random',
  'domainToAscii',
  'domainToUnicode',
  'encodingTables',
  'hash',
  'log',
  'setTimer',
  'clearTimer',
  'operation',
  'respond',
  'answer',
  'requestBytes',
  'requestText',
  'next',
  'chunk',
  'bodyEnd',
  'pull',
  'cancelBody',
  'finish',
  'loaded',
] as const satisfies (keyof Host)[];

/** The global function the prelude leaves for the sandbox; it can be called once and is gone before any user code. */
export const bindName = '__nexoBind';
/** The global function that the sandbox's start module hands the user's module to; it can be called once. */
export const adoptName = '__nexoAdopt';
/** What stacks show for our own code inside the isolate; such lines are taken out before a person sees a stack. */
export const preludeFile = 'nexo:prelude';

/** What an isolate is told when it gets the deployment it runs, as JSON. */
export interface GuestConfig {
  env: Record<string, string>;
  /** Names of `env` that lead to other functions. */
  bindings: string[];
  responseBytes: number;
}

/** A longer log text is cut before it leaves the isolate. */
export const maxLogLength = 8_192;

/** What a console call was besides its text: the contract's `LogEntry` says what each means. */
export interface LogDetails {
  /** The arguments taken apart. */
  values?: unknown[];
  group?: number;
  form?: 'table' | 'group' | 'collapsedGroup';
}

/** An error as the guest describes it: taken apart inside the isolate, within its limits, and sent as data. */
export interface GuestFailure {
  code: 'THROWN' | 'NO_HANDLER' | 'BAD_RESPONSE';
  name?: string;
  message: string;
  /** Unmapped. */
  stack?: string;
  limit?: { name: 'responseBytes'; allowed: number; used: number };
}

/** What the guest offers the sandbox. Each call is one slice of CPU time with its own deadline. */
export interface Guest {
  /** Once, before anything else; `config` is JSON of `GuestConfig`. */
  configure(config: string): void;
  /** Makes `invocation` the one that evaluating the module counts for. */
  begin(invocation: InvocationId): void;
  /** `packed` is the invocation's number, how its body comes (a `BodyKind`) and its packed head, NUL between them. */
  dispatch(packed: string): void;
  /** The same, and then what `Host.next` gives, as long as each is over before the next one begins. */
  dispatchMany(packed: string): void;
  /** `result` is JSON of an `OperationResult` without its body. */
  operationDone(invocation: InvocationId, operation: number, result: string, body: ArrayBuffer | undefined): void;
  timerFired(invocation: InvocationId, timer: number): void;
  /** A promise was rejected and nobody handled it; `name` is empty when no Error was thrown. */
  rejected(invocation: InvocationId, name: string, message: string, stack: string): void;
  /** Fires the request's AbortSignal and forgets the invocation; nothing it does later is reported. */
  cancel(invocation: InvocationId): void;
  /** Nobody waits for the response any more: what is left is `waitUntil` work. */
  leave(invocation: InvocationId): void;
  /** A piece of a body that is received: of the request (stream 0) or of an operation's response. */
  chunk(invocation: InvocationId, stream: StreamId, chunk: ArrayBuffer): void;
  bodyEnd(invocation: InvocationId, stream: StreamId, error: string | undefined): void;
  /** The reader of a body that is sent has room for `count` more chunks. */
  pull(invocation: InvocationId, stream: StreamId, count: number): void;
  /** Nobody reads the rest of a body that is sent. */
  cancelBody(invocation: InvocationId, stream: StreamId): void;
}
