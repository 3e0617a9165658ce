import { expect, it, vi } from 'vitest';

import { createFunctionEnv, type EnvSource } from './function-env.ts';

const hello: EnvSource = { id: 'hello', env: {}, bindings: {}, secrets: [] };
const setUp = (given: Record<string, string> = {}) => {
  const warnings: object[] = [];
  const changed = vi.fn();
  const env = createFunctionEnv({ given, log: { warn: (fields) => warnings.push(fields) }, changed });
  return { env, warnings, changed };
};

it('gives the secrets that are declared and have a value, and warns once about each name without one', () => {
  const { env, warnings } = setUp({ A: 'a', B: 'b' });
  for (let turn = 0; turn < 2; turn++) {
    expect(env.of({ ...hello, secrets: ['A', 'C', 'toString'] }).secrets).toEqual({ A: 'a' });
  }
  expect(env.of({ ...hello, id: 'other', secrets: ['C'] }).secrets).toEqual({});
  expect(warnings).toEqual([
    { functionId: 'hello', secret: 'C' },
    { functionId: 'hello', secret: 'toString' },
    { functionId: 'other', secret: 'C' },
  ]);
});

it("lets the environment's variables win over the function's, and secrets and bindings over both", () => {
  const { env } = setUp({ KEY: 'value' });
  env.useEnvironment({ name: 'prod', variables: { MODE: 'prod', ALL: '1', KEY: 'no', OTHER: 'no' }, secrets: [] });
  const source = {
    ...hello,
    env: { MODE: 'own', MINE: 'm' },
    bindings: { OTHER: { function: 'other' } },
    secrets: ['KEY'],
  };
  expect(env.of(source).env).toEqual({ MODE: 'prod', MINE: 'm', ALL: '1', KEY: 'value' });
});

it('takes what is stored for the active environment before what was given', () => {
  const { env, changed } = setUp({ KEY: 'given' });
  const source = { ...hello, secrets: ['KEY'] };
  env.useStored({ prod: { KEY: 'stored' } });
  env.useEnvironment({ name: 'dev', variables: {}, secrets: [] });
  expect(env.of(source).env).toEqual({ KEY: 'given' });
  env.useEnvironment({ name: 'prod', variables: {}, secrets: [] });
  expect(env.of(source).env).toEqual({ KEY: 'stored' });
  expect(changed).toHaveBeenCalledTimes(3);
  env.useEnvironment({ name: 'prod', variables: {}, secrets: [] });
  expect(changed).toHaveBeenCalledTimes(3);
});
