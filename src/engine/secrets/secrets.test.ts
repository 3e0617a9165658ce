import { expect, it } from 'vitest';

import { createSecrets } from './secrets.ts';

it('gives what is declared and has a value, and warns once about each name without one', () => {
  const warnings: object[] = [];
  const secrets = createSecrets({ A: 'a', B: 'b' }, { warn: (fields) => warnings.push(fields) });
  for (let turn = 0; turn < 2; turn++) {
    expect(secrets.valuesFor('hello', ['A', 'C', 'toString'])).toEqual({ A: 'a' });
  }
  expect(secrets.valuesFor('other', ['C'])).toEqual({});
  expect(warnings).toEqual([
    { functionId: 'hello', secret: 'C' },
    { functionId: 'hello', secret: 'toString' },
    { functionId: 'other', secret: 'C' },
  ]);
});
