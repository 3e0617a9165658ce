import { expect, test } from 'vitest';

import { findHeader } from './find-header.ts';

test('findHeader ignores case', () => {
  expect(findHeader([['Content-Type', 'text/plain']], 'content-type')).toBe('text/plain');
  expect(findHeader([], 'content-type')).toBeUndefined();
});
