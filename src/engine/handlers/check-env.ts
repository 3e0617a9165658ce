import { NexoError } from '../../contract/errors.ts';
import type { NexoFunction } from '../../contract/function.ts';

/**
 * In `env` a name means one thing. Throws INVALID_INPUT for a binding named like a variable, and for a secret named like
 * either. What a binding leads to may be created later: calling it before says that it is missing.
 */
export function checkEnv({ env, bindings, secrets }: Pick<NexoFunction, 'env' | 'bindings' | 'secrets'>): void {
  for (const name of Object.keys(bindings)) {
    if (Object.hasOwn(env, name)) throw taken(`bindings.${name}`, 'a variable');
  }
  for (const [index, name] of secrets.entries()) {
    if (Object.hasOwn(env, name)) throw taken(`secrets.${index}`, 'a variable');
    if (Object.hasOwn(bindings, name)) throw taken(`secrets.${index}`, 'a binding');
  }
}

function taken(field: string, owner: string): NexoError {
  return new NexoError('INVALID_INPUT', `${field}: ${owner} has this name already`, { field });
}
