import type { InvocationId } from './door.ts';

/** An invocation as the guest keeps it while it runs. */
export interface GuestInvocation {
  readonly id: InvocationId;
  /** Set once the request's AbortSignal exists. */
  abort: (() => void) | undefined;
  /** `waitUntil` promises that have not settled. */
  waiting: number;
  /** The handler has returned and its response has been handed over whole. */
  answered: boolean;
  /** The client has gone: nothing is answered any more. */
  left: boolean;
}

/** The running invocations. A null-prototype table, so that no patched Map can come between. */
export interface Invocations {
  current: InvocationId;
  readonly table: Record<InvocationId, GuestInvocation>;
}

export function createInvocations(): Invocations {
  return { current: 0, table: Object.create(null) as Record<InvocationId, GuestInvocation> };
}
