import type { InvocationId } from '../../protocol/messages.ts';
import type { RequestHead } from '../../protocol/request-head.ts';
import type { PoolStats } from '../../contract/stats.ts';
import type { Deployment } from '../deployment.ts';
import type { Traced } from '../tracing/tracer.ts';
import type { BodySource } from '../body/body-source.ts';
import type { InvocationSink, RunningInvocation } from './invocation-sink.ts';
import type { MachineSize, PoolSize } from './pool-size.ts';
import type { OperationInput, OperationOutcome, Perform } from './operations.ts';

/** Who asks for an operation. */
export interface OperationCaller {
  deployment: Deployment;
  /** How many functions call each other up to this one; 0 for one that was called from outside. */
  depth: number;
  /** The invocation's place in a trace, where there is one. */
  traced: Traced | undefined;
}

/** Does what a function asks for; see `Perform`. */
export type PerformFor = (
  operation: Parameters<Perform>[0],
  input: OperationInput & OperationCaller,
) => Promise<OperationOutcome>;

/** The longest chain of functions that call each other. */
export const maxDepth = 8;

export interface PoolOptions {
  /** The machine's, for those who ask why the pool is as large as it is. */
  machine: MachineSize;
  size: PoolSize;
  /** Invocations that may run at once; the rest wait. */
  maxConcurrent: number;
  /** Invocations that may wait; past it they fail with OVERLOADED. */
  maxQueued: number;
  /** The same for one function; past its own line, it is FUNCTION_BUSY. */
  maxConcurrentOfOne: number;
  maxQueuedOfOne: number;
  perform: PerformFor;
  /** A function broke its sandbox once too often, and its version is not run any more. */
  onPaused?(functionId: string): void;
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
    body: Uint8Array | BodySource | null,
    sink: InvocationSink,
    /** 0 to `maxDepth`. Each depth has a waiting room of its own: no caller waits for the slot it holds itself. */
    depth?: number,
    traced?: Traced,
  ): RunningInvocation;
  /** No new invocations for this deployment; its isolate goes once the running ones have ended. */
  retire(deployment: Deployment): void;
  /** Since when this version of a function is paused for what it did to sandboxes, in Unix time; null when it is not. */
  pausedSince(functionId: string, version: string): number | null;
  /** Lets a paused function run again, with no strikes against it. */
  resume(functionId: string): void;
  stats(): PoolStats;
  /** Resolves when nothing runs or waits any more, or after `timeoutMs`. */
  drain(timeoutMs: number): Promise<void>;
  /** Kills every sandbox and resolves when they are gone. */
  dispose(): Promise<void>;
}

export type { InvocationId };
