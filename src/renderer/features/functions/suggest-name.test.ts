import { expect, test } from 'vitest';

import { suggestName } from './suggest-name.ts';

test('counts up past names and routes that are taken', () => {
  expect(suggestName('hello', [])).toBe('hello');
  expect(suggestName('hello', [{ name: 'Hello', route: '/x' }])).toBe('hello-2');
  expect(
    suggestName('hello', [
      { name: 'a', route: '/hello' },
      { name: 'b', route: '/hello-2' },
    ]),
  ).toBe('hello-3');
});
