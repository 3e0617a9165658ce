/**
 * The one door between the engine and a sandbox.
 *
 * An invocation is a conversation, not a call: the engine dispatches it, the sandbox answers with logs,
 * operations (fetch, …), a response head and its body, and ends with exactly one `finished`.
 * Messages are plain data with ids, sent in arrays (one array per turn of the event loop) over the child's
 * IPC channel with `serialization: 'advanced'`. Nothing else crosses.
 */
import type { Failure, LogLevel, HeaderList } from '../contract/invocation.ts';
import type { Limits } from '../contract/limits.ts';

/**
 * The file descriptor a sandbox writes long bodies to, one after the other and nothing else: as messages, each would be
 * copied three times. Whose they are is said by `answered`.
 */
export const bodyPipe = 4;
/** Bodies that are not longer travel as messages. */
export const maxMessageBody = 65_536;

/** Numbers a deployment (one version of one function) inside an engine. */
export type DeploymentId = number;
/** Numbers an invocation between an engine and its sandboxes; the public id is the engine's. */
export type InvocationId = number;

/**
 * Which body of an invocation is meant: 0 is the invocation's own request (to the sandbox) and response (from it), an
 * operation's number that operation's request (from the sandbox) and response (to it).
 */
export type StreamId = number;

/**
 * A body that travels in pieces, in either direction; both sides speak these. Whoever sends `chunk`s (of at most 64 KB)
 * has credit for so many, and `pull` gives more. What leaves a sandbox begins with credit for `chunkWindow`, so that a
 * first piece never waits; what goes to one begins with none, so that a body nobody reads costs nothing.
 */
export type BodyMessage =
  | { type: 'chunk'; invocation: InvocationId; stream: StreamId; chunk: Uint8Array }
  /** The last of the body. With an error it is not complete, and its reader gets the text. */
  | { type: 'bodyEnd'; invocation: InvocationId; stream: StreamId; error: string | null }
  /** The reader has room for `count` more chunks. */
  | { type: 'pull'; invocation: InvocationId; stream: StreamId; count: number }
  /** Nobody reads the rest: chunks under way are dropped, and no `bodyEnd` has to follow. */
  | { type: 'cancelBody'; invocation: InvocationId; stream: StreamId };

/** Chunks a sandbox may send of a body before the first `pull`, and the most that are ever under way. */
export const chunkWindow = 8;
/** Larger chunks are split. */
export const maxChunkBytes = 65_536;

/** What a sandbox needs to make an isolate for a deployment. */
export interface DeploymentSource {
  functionId: string;
  version: string;
  /** An ES module; see `engine/compile`. */
  code: string;
  /** The name stack traces show for it. */
  file: string;
  env: Record<string, string>;
  /** Names of `env` that lead to other functions. */
  bindings: string[];
  limits: Limits;
  /** The export that holds counters, to be told at the end of each invocation. */
  counters?: string;
}

/** Engine to sandbox. */
export type ToSandbox =
  | BodyMessage
  /** Makes known what later `dispatch`es name; the isolate itself is made on the first of them. */
  | { type: 'deploy'; deployment: DeploymentId; source: DeploymentSource }
  /** Drops the deployment's isolate once its last invocation has ended. */
  | { type: 'undeploy'; deployment: DeploymentId }
  | {
      type: 'dispatch';
      invocation: InvocationId;
      deployment: DeploymentId;
      /** What `packRequestHead` made of it: the function reads as much of it as it wants to know. */
      head: string;
      /** The whole body, unless `more` says that it is stream 0. */
      body: Uint8Array | null;
      more: boolean;
    }
  /** The answer to `operation`. */
  | { type: 'operationDone'; invocation: InvocationId; operation: number; result: OperationResult }
  /** Ends the invocation from outside: it is answered with `finished` and this failure at the latest one slice later. */
  | { type: 'cancel'; invocation: InvocationId; failure: Failure }
  /**
   * Nobody waits for the response any more: the request's AbortSignal fires, a response under way is cancelled, and
   * the invocation goes on for its `waitUntil` work alone.
   */
  | { type: 'leave'; invocation: InvocationId }
  | { type: 'measure' };

/** What a function may ask the engine to do for it. Names and shapes are checked by the engine, never trusted. */
export interface FetchOperation {
  name: 'fetch';
  method: string;
  url: string;
  headers: HeaderList;
  /** The whole body, unless `more` says that chunks follow under the operation's number. */
  body: Uint8Array | null;
  more: boolean;
  redirect: 'follow' | 'error' | 'manual';
}
/** `env.<binding>.fetch()`: a request to another function of the workspace. */
export interface InvokeOperation extends Omit<FetchOperation, 'name' | 'redirect'> {
  name: 'invoke';
  binding: string;
}
/** The bodies of both directions are rows of frames: see web-socket-frames.ts. */
export interface WebSocketOperation {
  name: 'websocket';
  /** `ws:` or `wss:`. */
  url: string;
  protocols: string[];
  body: null;
  more: true;
}
export interface AbortOperation {
  name: 'abort';
  /** The operation to give up. */
  operation: number;
}
export type Operation = FetchOperation | InvokeOperation | WebSocketOperation | AbortOperation;

export type OperationResult =
  | {
      ok: true;
      status: number;
      statusText: string;
      headers: HeaderList;
      url: string;
      redirected: boolean;
      /** The whole body, unless `more` says that chunks follow under the operation's number. */
      body: Uint8Array | null;
      more: boolean;
    }
  /** `name` is the error class the function sees: `TypeError`, `AbortError`, … */
  | { ok: false; name: string; message: string };

/** What an invocation used. */
export interface Usage {
  /** Thread CPU time summed over the invocation's slices. */
  cpuMs: number;
  /** The most memory its isolate was seen to use at the end of one of its slices; the limit where it broke that. */
  heapBytes: number;
}

export interface IsolateMeasure {
  deployment: DeploymentId;
  heapBytes: number;
}

/** Sandbox to engine. */
export type FromSandbox =
  | BodyMessage
  | { type: 'ready' }
  /**
   * Written before guest code is entered, so that when a sandbox falls silent the engine knows whose code it was in:
   * always the function of the last `entering` received. Quick invocations of one function in a row share a sending,
   * so a later one of the same function may be the one that hangs.
   * `null` once the sandbox is idle.
   */
  | { type: 'entering'; invocation: InvocationId | null }
  /** The isolate had to be made for this invocation. */
  | { type: 'coldStart'; invocation: InvocationId; tookMs: number }
  /** `details` is JSON of what the entry has besides; null where the text is all. */
  | { type: 'log'; invocation: InvocationId; level: LogLevel; text: string; details: string | null; atMs: number }
  | { type: 'logsDropped'; invocation: InvocationId; count: number }
  /** What the code's own counters stand at, and when (Unix time, milliseconds); before the invocation's end. */
  | { type: 'counted'; invocation: InvocationId; counts: Float64Array; atMs: number }
  | { type: 'operation'; invocation: InvocationId; operation: number; request: Operation }
  /** The response's head, with its whole body where that is already known; otherwise stream 0 follows. */
  | {
      type: 'respond';
      invocation: InvocationId;
      status: number;
      headers: HeaderList;
      body: Uint8Array | null;
      more: boolean;
    }
  | { type: 'finished'; invocation: InvocationId; usage: Usage; failure: Failure | null }
  /** `respond` and `finished` of an invocation that answered with a whole body and is over: what most do. */
  | {
      type: 'answered';
      invocation: InvocationId;
      status: number;
      /** JSON of `name, value, name, value, …`: most functions answer with the same text every time. */
      headers: string;
      /** A short text as it is, to be sent as UTF-8. */
      body: string | Uint8Array | null;
      /** Instead of `body`: so many bytes on the body pipe belong to it, after those of earlier messages. */
      piped: number;
      cpuMs: number;
      heapBytes: number;
    }
  /** An isolate is gone (heap limit, replaced after a stop); the deployment gets a new one when next dispatched. */
  | { type: 'isolateGone'; deployment: DeploymentId; reason: 'heap' | 'undeployed' | 'stopped' }
  /** The isolates that were entered since the last `measure`. */
  | { type: 'measured'; isolates: IsolateMeasure[] };
