import type { NexoFunction } from '../contract/function.ts';
import type { DeploymentSource, FetchOperation } from '../protocol/messages.ts';
import type { OperationInput, OperationOutcome } from './pool/operations.ts';
import type { Mask } from './secrets/mask.ts';

/** Makes one request of a function; never rejects. */
export type PerformFetch = (operation: FetchOperation, input: OperationInput) => Promise<OperationOutcome>;

/** A compiled version of a function: what the router leads to and the pool runs. Never changes once made. */
export interface Deployment {
  readonly function: NexoFunction;
  /** The number its version was published under, or null for code that is tried out; equal code may get another later. */
  number: number | null;
  /** Its `env` has the values of secrets too. */
  readonly source: DeploymentSource;
  /** Source map (JSON) from `source.code` to the person's files. */
  readonly sourceMap: string;
  /** Hides those values in whatever is told about its invocations. */
  readonly mask: Mask;
  /** Answers its fetches in place of the network: for tests. */
  readonly fetch?: PerformFetch;
}
