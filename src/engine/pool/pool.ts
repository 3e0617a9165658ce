import type { InvocationId, Operation, OperationResult, RequestHead } from '../../protocol/messages.ts';
import type { PoolStats } from '../../contract/stats.ts';
import type { Deployment } from '../deployment.ts';
import type { InvocationSink, RunningInvocation } from './invocation-sink.ts';

export interface PoolOptions {
  /** The Node binary sandboxes run on. */
  node: string;
  /** The built sandbox program; its folder is all a sandbox may read. */
  sandboxEntry: string;
  sandboxes: number;
  /** Invocations that may run at once; the rest wait. */
  maxConcurrent: number;
  /** Invocations that may wait; past it they fail with OVERLOADED. */
  maxQueued: number;
  /** Does what a function asks for. Never rejects: a failure is an `OperationResult`. */
  perform(deployment: Deployment, operation: Operation, signal: AbortSignal): Promise<OperationResult>;
  log: PoolLog;
}

export interface PoolLog {
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
}

/** Runs invocations in sandboxes within their limits, and replaces whatever breaks. */
export interface Pool {
  /** Never throws: every outcome, refusal included, reaches the sink. */
  invoke(
    deployment: Deployment,
    request: RequestHead,
    body: Uint8Array | null,
    sink: InvocationSink,
  ): RunningInvocation;
  /** No new invocations for this deployment; its isolate goes once the running ones have ended. */
  retire(deployment: Deployment): void;
  stats(): PoolStats;
  /** Resolves when nothing runs or waits any more, or after `timeoutMs`. */
  drain(timeoutMs: number): Promise<void>;
  /** Kills every sandbox and resolves when they are gone. */
  dispose(): Promise<void>;
}

export type { InvocationId };
