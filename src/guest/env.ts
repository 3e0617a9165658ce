import { defineProperty } from './web/primordials.ts';

/** A function's variables and bindings are its properties; `get(key)` finds a variable by name. */
export type Env = Readonly<Record<string, unknown>> & { get(key: string): string | undefined };

const { create, freeze, keys } = Object;

/** Read-only, and the same object for every invocation. A variable named `get` is reached by `get('get')`. */
export function createEnv(variables: Record<string, string>, bindings: Record<string, object> = {}): Env {
  const values = create(null) as Record<string, string>;
  const env = {};
  const names = keys(variables);
  for (let index = 0; index < names.length; index++) {
    const name = names[index]!;
    values[name] = variables[name]!;
    defineProperty(env, name, { value: variables[name], enumerable: true, configurable: true });
  }
  const bound = keys(bindings);
  for (let index = 0; index < bound.length; index++) {
    defineProperty(env, bound[index]!, { value: bindings[bound[index]!], enumerable: true, configurable: true });
  }
  const get = (key: string): string | undefined => values[key];
  defineProperty(env, 'get', { value: get });
  return freeze(env) as Env;
}
