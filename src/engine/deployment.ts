import type { NexoFunction } from '../contract/function.ts';
import type { DeploymentSource } from '../protocol/messages.ts';

/** A compiled version of a function: what the router leads to and the pool runs. Never changes once made. */
export interface Deployment {
  readonly function: NexoFunction;
  readonly source: DeploymentSource;
  /** Source map (JSON) from `source.code` to the person's files. */
  readonly sourceMap: string;
}
