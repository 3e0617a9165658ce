import { expect, test } from 'vitest';

import { reasonPhrase, statusClass } from './status-class.ts';

test.each([
  [101, 'ok'],
  [204, 'ok'],
  [302, 'redirect'],
  [404, 'refused'],
  [500, 'failed'],
  [599, 'failed'],
])('%i is %s', (status, expected) => {
  expect(statusClass(status)).toBe(expected);
});

test('reasonPhrase knows the registered ones', () => {
  expect(reasonPhrase(404)).toBe('Not Found');
  expect(reasonPhrase(299)).toBe('');
});
