import { expect, test } from 'vitest';

import { freeName } from './free-name.ts';

test.each([
  ['shared/a.ts', [], 'shared/a-copy.ts'],
  ['shared/a.ts', ['shared/a-copy.ts'], 'shared/a-copy-2.ts'],
  ['shared/a.test.ts', [], 'shared/a.test-copy.ts'],
  ['shared/v1.2/LICENSE', [], 'shared/v1.2/LICENSE-copy'],
])('%s', (path, taken, copy) => {
  expect(freeName(path, new Set(taken))).toBe(copy);
});
