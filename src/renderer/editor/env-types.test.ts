import { expect, test } from 'vitest';

import { envDeclaration } from './env-types.ts';

test('each variable and binding has its type, in a stable order', () => {
  const declaration = envDeclaration({ variables: { TOKEN: 'x', API: 'y' }, bindings: { ORDERS: {} } });
  expect(declaration).toBe(`interface EnvVariables {
  readonly API: string;
  readonly TOKEN: string;
}
interface EnvBindings {
  readonly ORDERS: FunctionBinding;
}
type EnvVariableName = 'API' | 'TOKEN';
`);
});

test('nothing there is still a declaration', () => {
  expect(envDeclaration({ variables: {}, bindings: {} })).toContain('type EnvVariableName = never;');
});

test('the method `get` and a binding of the same name are not hidden by a variable', () => {
  const declaration = envDeclaration({ variables: { get: 'x', ORDERS: 'y' }, bindings: { ORDERS: {} } });
  expect(declaration).not.toContain('readonly get:');
  expect(declaration).not.toContain('readonly ORDERS: string');
  expect(declaration).toContain("'ORDERS' | 'get'");
});
