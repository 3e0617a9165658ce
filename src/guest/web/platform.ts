import type { Host, InvocationId } from '../door.ts';

/**
 * What the web platform needs from outside. The prelude is evaluated while a V8 snapshot is made, when there is no
 * host yet: so nothing here is captured, everything is read through this object when it is used.
 */
export const platform: { host: Host; current: () => InvocationId } = {
  host: undefined as unknown as Host,
  current: () => 0,
};

const lateSteps: (() => void)[] = [];

/**
 * Registers what must wait until the isolate exists: some built-ins are missing while a snapshot is made. Runs before
 * any function code.
 */
export const whenBound = (step: () => void): void => void lateSteps.push(step);

export function runLateSteps(): void {
  for (const step of lateSteps.splice(0)) step();
}
