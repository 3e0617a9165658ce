import { expect, test } from 'vitest';

import { envDeclaration, type FunctionEnv } from './env-types.ts';

const nothing: FunctionEnv = { variables: {}, secrets: [], bindings: {} };

test('each variable, secret and binding of each function has its type, in a stable order', () => {
  const orders = { variables: { TOKEN: 'x', API: 'y' }, secrets: ['KEY'], bindings: { ORDERS: {} } };
  const declaration = envDeclaration(
    nothing,
    new Map([
      ['shop', nothing],
      ['cart', orders],
    ]),
  );
  expect(declaration).toBe(`interface FunctionEnvs {
  readonly [id: string]: FunctionEnv;
  readonly shown: { variables: { }; bindings: { }; names: never };
  readonly 'functions/cart': { variables: { readonly API: string; readonly KEY: string; readonly TOKEN: string; }; bindings: { readonly ORDERS: FunctionBinding; }; names: 'API' | 'KEY' | 'TOKEN' };
  readonly 'functions/shop': { variables: { }; bindings: { }; names: never };
}
`);
});

test('the method `get` and a binding of the same name are not hidden by a variable', () => {
  const env = { variables: { get: 'x', ORDERS: 'y' }, secrets: [], bindings: { ORDERS: {} } };
  const declaration = envDeclaration(env, new Map());
  expect(declaration).not.toContain('readonly get:');
  expect(declaration).not.toContain('readonly ORDERS: string');
  expect(declaration).toContain("'ORDERS' | 'get'");
});
