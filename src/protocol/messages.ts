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

/** Numbers a deployment (one version of one function) inside an engine. */
export type DeploymentId = number;
/** Numbers an invocation between an engine and its sandboxes; the public id is the engine's. */
export type InvocationId = number;

/** What a sandbox needs to make an isolate for a deployment. */
export interface DeploymentSource {
  functionId: string;
  version: string;
  /** An ES module; see `engine/compile`. */
  code: string;
  /** The name stack traces show for it. */
  file: string;
  env: Record<string, string>;
  limits: Limits;
}

export interface RequestHead {
  method: string;
  url: string;
  headers: HeaderList;
  params: Record<string, string>;
}

/** Engine to sandbox. */
export type ToSandbox =
  /** Makes known what later `dispatch`es name; the isolate itself is made on the first of them. */
  | { type: 'deploy'; deployment: DeploymentId; source: DeploymentSource }
  /** Drops the deployment's isolate once its last invocation has ended. */
  | { type: 'undeploy'; deployment: DeploymentId }
  | {
      type: 'dispatch';
      invocation: InvocationId;
      deployment: DeploymentId;
      request: RequestHead;
      body: Uint8Array | null;
    }
  /** The answer to `operation`. */
  | { type: 'operationDone'; invocation: InvocationId; operation: number; result: OperationResult }
  /** Ends the invocation from outside: it is answered with `finished` and this failure at the latest one slice later. */
  | { type: 'cancel'; invocation: InvocationId; failure: Failure }
  /**
   * The reader of a streamed response has taken one chunk: send this once for every `chunk` received, as soon as there
   * is room for another. A sandbox sends at most 8 chunks (of at most 64 KB) that have not been answered so.
   */
  | { type: 'pull'; invocation: InvocationId }
  | { type: 'measure' };

/** What a function may ask the engine to do for it. Names and shapes are checked by the engine, never trusted. */
export interface FetchOperation {
  name: 'fetch';
  method: string;
  url: string;
  headers: HeaderList;
  body: Uint8Array | null;
  redirect: 'follow' | 'error' | 'manual';
}
export interface AbortOperation {
  name: 'abort';
  /** The operation to give up. */
  operation: number;
}
export type Operation = FetchOperation | AbortOperation;

export type OperationResult =
  | {
      ok: true;
      status: number;
      statusText: string;
      headers: HeaderList;
      url: string;
      redirected: boolean;
      body: Uint8Array | null;
    }
  /** `name` is the error class the function sees: `TypeError`, `AbortError`, … */
  | { ok: false; name: string; message: string };

/** What an invocation used. */
export interface Usage {
  /** Thread CPU time summed over the invocation's slices. */
  cpuMs: number;
  /** Heap in use in the isolate when the invocation ended. */
  heapBytes: number;
}

export interface IsolateMeasure {
  deployment: DeploymentId;
  heapBytes: number;
}

/** Sandbox to engine. */
export type FromSandbox =
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
  | { type: 'log'; invocation: InvocationId; level: LogLevel; text: string; atMs: number }
  | { type: 'logsDropped'; invocation: InvocationId; count: number }
  | { type: 'operation'; invocation: InvocationId; operation: number; request: Operation }
  /** The response's head, with its whole body where that is already known; otherwise `chunk`s follow. */
  | {
      type: 'respond';
      invocation: InvocationId;
      status: number;
      headers: HeaderList;
      body: Uint8Array | null;
      more: boolean;
    }
  | { type: 'chunk'; invocation: InvocationId; chunk: Uint8Array }
  | { type: 'finished'; invocation: InvocationId; usage: Usage; failure: Failure | null }
  /** An isolate is gone (heap limit, replaced after a stop); the deployment gets a new one when next dispatched. */
  | { type: 'isolateGone'; deployment: DeploymentId; reason: 'heap' | 'undeployed' | 'stopped' }
  | { type: 'measured'; isolates: IsolateMeasure[] };
