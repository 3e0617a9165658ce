import type { DeploymentId } from '../../protocol/messages.ts';
import { createStackMapper, type StackMapper } from '../compile/map-stack.ts';
import type { Deployment } from '../deployment.ts';

/** What the pool remembers of a deployment while anything may still run it. */
export interface PlacedDeployment {
  readonly id: DeploymentId;
  readonly deployment: Deployment;
  readonly stackMapper: StackMapper;
  /** Invocations waiting or running. */
  open: number;
  /** Its code has run and left its sandbox to the others soon: until then nobody should be placed behind it. */
  isProven: boolean;
}

/** Numbers deployments, and lets go of the retired ones when their last invocation has ended. */
export class Deployments {
  readonly #known = new Map<Deployment, PlacedDeployment>();
  readonly #retired = new WeakSet<Deployment>();
  readonly #onGone: (deployment: PlacedDeployment) => void;
  #latestId = 0;

  constructor(onGone: (deployment: PlacedDeployment) => void) {
    this.#onGone = onGone;
  }

  /** Registers one more invocation; null when the deployment was retired. */
  open(deployment: Deployment): PlacedDeployment | null {
    if (this.#retired.has(deployment)) return null;
    const placed = this.#known.get(deployment) ?? this.#add(deployment);
    placed.open += 1;
    return placed;
  }

  /** One invocation less. */
  close(placed: PlacedDeployment): void {
    placed.open -= 1;
    this.#forgetIfDone(placed);
  }

  retire(deployment: Deployment): void {
    this.#retired.add(deployment);
    const placed = this.#known.get(deployment);
    if (placed !== undefined) this.#forgetIfDone(placed);
  }

  #add(deployment: Deployment): PlacedDeployment {
    const { file } = deployment.source;
    const stackMapper = createStackMapper({ file, sourceMap: deployment.sourceMap });
    const placed = { id: ++this.#latestId, deployment, stackMapper, open: 0, isProven: false };
    this.#known.set(deployment, placed);
    return placed;
  }

  #forgetIfDone(placed: PlacedDeployment): void {
    if (placed.open > 0 || !this.#retired.has(placed.deployment)) return;
    this.#known.delete(placed.deployment);
    this.#onGone(placed);
  }
}
