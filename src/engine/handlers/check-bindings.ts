import { NexoError } from '../../contract/errors.ts';
import type { NexoFunction } from '../../contract/function.ts';

/**
 * In `env` a name means one thing. Throws INVALID_INPUT for a binding named like a variable. What a binding leads to
 * may be created later: calling it before says that it is missing.
 */
export function checkBindings({ env, bindings }: Pick<NexoFunction, 'env' | 'bindings'>): void {
  const taken = Object.keys(bindings).find((name) => Object.hasOwn(env, name));
  if (taken === undefined) return;
  const field = `bindings.${taken}`;
  throw new NexoError('INVALID_INPUT', `${field}: a variable has this name already`, { field });
}
