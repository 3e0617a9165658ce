import type { Failure } from '../contract/invocation.ts';
import { IdTable } from '../kit/id-table.ts';
import type { DeploymentId, DeploymentSource, FromSandbox, InvocationId, ToSandbox } from '../protocol/messages.ts';
import type { GuestIsolate } from './isolate.ts';
import { createLocalOperations, type LocalOperations } from './local-operations/local-operations.ts';
import type { LogBudget } from './log-budget.ts';

/** A deployment this sandbox knows, with its isolate once something was dispatched to it. */
export interface Deployed {
  readonly id: DeploymentId;
  readonly source: DeploymentSource;
  isolate: GuestIsolate | null;
  /** Whose slice evaluates the module; null once the module is ready, or while there is no isolate. */
  loader: Invocation | null;
  /** Dispatched and not begun, in order; whoever loads the module is among them. */
  readonly waiting: Invocation[];
  /** So many of the next invocations get an entry of their own: see `runtime.ts`. */
  singly: number;
  /** The waiting ones are being begun, one after the other. */
  starting: boolean;
  readonly invocations: IdTable<Invocation>;
  readonly timers: Map<number, { invocation: Invocation; timeout: NodeJS.Timeout }>;
  /** What the sandbox does for the isolate itself; its invocations are the owners. */
  readonly local: LocalOperations;
  /** To be dropped with its last invocation. */
  retired: boolean;
}

/** A function that leaves rejections behind or runs into its limits shows it soon, as a rule. */
const singlyAtFirst = 8;

export function createDeployed(id: DeploymentId, source: DeploymentSource): Deployed {
  return {
    id,
    source,
    isolate: null,
    loader: null,
    waiting: [],
    singly: singlyAtFirst,
    starting: false,
    invocations: new IdTable(),
    timers: new Map(),
    local: createLocalOperations(),
    retired: false,
  };
}

/** An answer as it goes to the engine, but for what the invocation has used. */
export type WholeAnswer = Omit<Extract<FromSandbox, { type: 'answered' }>, 'piped' | 'cpuMs' | 'heapBytes'>;

/** An invocation while this sandbox runs it. */
export interface Invocation {
  readonly id: InvocationId;
  readonly deployed: Deployed;
  /** Packed. */
  readonly head: string;
  readonly body: Uint8Array | null;
  /** The body comes in pieces, as stream 0. */
  readonly more: boolean;
  /** On `performance.now()`'s clock. */
  readonly startedAt: number;
  /** Null until something is logged. */
  logs: LogBudget | null;
  /** Thread CPU time over all slices so far. */
  cpuMs: number;
  /** The most memory its isolate was seen to use after one of its slices. */
  heapBytes: number;
  /** What `cpuMs` was when that was last measured for it. */
  heapSeenAtCpuMs: number;
  responseBytes: number;
  pendingTimers: number;
  pendingOperations: number;
  /** Its handler was called. */
  begun: boolean;
  /** The whole answer, where it is also the end; sent once its slice has proved to be within the limits. */
  answer: WholeAnswer | null;
  /** Set once the handler's work is over, successfully (null) or not. */
  outcome: Failure | null | undefined;
}

export function createInvocation(
  { invocation: id, head, body, more }: Extract<ToSandbox, { type: 'dispatch' }>,
  deployed: Deployed,
): Invocation {
  return {
    id,
    deployed,
    head,
    body,
    more,
    startedAt: performance.now(),
    logs: null,
    cpuMs: 0,
    heapBytes: 0,
    heapSeenAtCpuMs: 0,
    responseBytes: 0,
    pendingTimers: 0,
    pendingOperations: 0,
    begun: false,
    answer: null,
    outcome: undefined,
  };
}
