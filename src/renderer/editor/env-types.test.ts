import { expect, test } from 'vitest';

import { envDeclaration } from './env-types.ts';

test('each variable, secret and binding has its type, in a stable order', () => {
  const declaration = envDeclaration({
    variables: { TOKEN: 'x', API: 'y' },
    secrets: ['KEY'],
    bindings: { ORDERS: {} },
  });
  expect(declaration).toBe(`interface EnvVariables {
  readonly API: string;
  readonly KEY: string;
  readonly TOKEN: string;
}
interface EnvBindings {
  readonly ORDERS: FunctionBinding;
}
type EnvVariableName = 'API' | 'KEY' | 'TOKEN';
`);
});

test('nothing there is still a declaration', () => {
  expect(envDeclaration({ variables: {}, secrets: [], bindings: {} })).toContain('type EnvVariableName = never;');
});

test('the method `get` and a binding of the same name are not hidden by a variable', () => {
  const declaration = envDeclaration({ variables: { get: 'x', ORDERS: 'y' }, secrets: [], bindings: { ORDERS: {} } });
  expect(declaration).not.toContain('readonly get:');
  expect(declaration).not.toContain('readonly ORDERS: string');
  expect(declaration).toContain("'ORDERS' | 'get'");
});
