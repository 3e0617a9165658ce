import type { DeploymentId, DeploymentSource } from '../protocol/messages.ts';
import type { Invocation } from './invocation.ts';
import type { GuestIsolate } from './isolate.ts';

/** A deployment this sandbox knows, with its isolate once something was dispatched to it. */
export interface Deployed {
  readonly id: DeploymentId;
  readonly source: DeploymentSource;
  isolate: GuestIsolate | null;
  /** Whose slice evaluates the module; null once the module is ready, or while there is no isolate. */
  loader: Invocation | null;
  /** Dispatched while the module was not ready, in order; the loader is among them. */
  readonly waiting: Invocation[];
  readonly invocations: Set<Invocation>;
  readonly timers: Map<number, { invocation: Invocation; timeout: NodeJS.Timeout }>;
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
    invocations: new Set(),
    timers: new Map(),
    retired: false,
  };
}
