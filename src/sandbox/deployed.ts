import type { Failure } from '../contract/invocation.ts';
import { IdTable } from '../kit/id-table.ts';
import type {
  DeploymentId,
  DeploymentSource,
  FromSandbox,
  InvocationId,
  RequestHead,
  ToSandbox,
} from '../protocol/messages.ts';
import type { GuestIsolate } from './isolate.ts';
import { createLocalOperations, type LocalOperations } from './local-operations/local-operations.ts';
import { createLogBudget, type LogBudget } from './log-budget.ts';

/** A deployment this sandbox knows, with its isolate once something was dispatched to it. */
export interface Deployed {
  readonly id: DeploymentId;
  readonly source: DeploymentSource;
  isolate: GuestIsolate | null;
  /** Whose slice evaluates the module; null once the module is ready, or while there is no isolate. */
  loader: Invocation | null;
  /** Dispatched while the module was not ready, in order; the loader is among them. */
  readonly waiting: Invocation[];
  readonly invocations: IdTable<Invocation>;
  readonly timers: Map<number, { invocation: Invocation; timeout: NodeJS.Timeout }>;
  /** What the sandbox does for the isolate itself; its invocations are the owners. */
  readonly local: LocalOperations;
  /** To be dropped with its last invocation. */
  retired: boolean;
}

export function createDeployed(id: DeploymentId, source: DeploymentSource): Deployed {
  return {
    id,
    source,
    isolate: null,
    loader: null,
    waiting: [],
    invocations: new IdTable(),
    timers: new Map(),
    local: createLocalOperations(),
    retired: false,
  };
}

/** An invocation while this sandbox runs it. */
export interface Invocation {
  readonly id: InvocationId;
  readonly deployed: Deployed;
  readonly request: RequestHead;
  readonly body: Uint8Array | null;
  /** The body comes in pieces, as stream 0. */
  readonly more: boolean;
  /** On `performance.now()`'s clock. */
  readonly startedAt: number;
  readonly logs: LogBudget;
  /** Thread CPU time over all slices so far. */
  cpuMs: number;
  responseBytes: number;
  pendingTimers: number;
  pendingOperations: number;
  /** What the running slice has answered; sent once the slice has proved to be within the limits. */
  held: FromSandbox[];
  /** Set once the handler's work is over, successfully (null) or not. */
  outcome: Failure | null | undefined;
}

export function createInvocation(
  { invocation: id, request, body, more }: Extract<ToSandbox, { type: 'dispatch' }>,
  deployed: Deployed,
): Invocation {
  return {
    id,
    deployed,
    request,
    body,
    more,
    startedAt: performance.now(),
    logs: createLogBudget(),
    cpuMs: 0,
    responseBytes: 0,
    pendingTimers: 0,
    pendingOperations: 0,
    held: [],
    outcome: undefined,
  };
}
