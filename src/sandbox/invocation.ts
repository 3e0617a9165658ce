import type { Failure } from '../contract/invocation.ts';
import type { FromSandbox, InvocationId, RequestHead } from '../protocol/messages.ts';
import type { Deployed } from './deployed.ts';
import { createLogBudget, type LogBudget } from './log-budget.ts';

/** An invocation while this sandbox runs it. */
export interface Invocation {
  readonly id: InvocationId;
  readonly deployed: Deployed;
  readonly request: RequestHead;
  readonly body: Uint8Array | null;
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
  id: InvocationId,
  deployed: Deployed,
  request: RequestHead,
  body: Uint8Array | null,
): Invocation {
  return {
    id,
    deployed,
    request,
    body,
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
