import { expect, test } from 'vitest';

import { followRoute } from './follow-route.ts';

test.each([
  ['/shop', '/shop', '/store', '/store'],
  ['/shop?page=2', '/shop', '/store', '/store?page=2'],
  ['/users/a%20b/posts', '/users/:id/posts', '/people/:id', '/people/a%20b'],
  ['/files/a/b.txt', '/files/*', '/static/*', '/static/a/b.txt'],
  ['/v1.0/x', '/v1.0/:name', '/v2/:name', '/v2/x'],
])('%s follows %s to %s', (path, from, to, expected) => {
  expect(followRoute(path, from, to)).toBe(expected);
});

test.each([
  ['/shopping', '/shop', '/store'],
  ['/v1x0/x', '/v1.0/:name', '/v2/:name'],
  ['/shop', '/shop', '/store/:id'],
  ['/users/%zz', '/users/:id', '/people/:id'],
])('%s does not follow %s to %s', (path, from, to) => {
  expect(followRoute(path, from, to)).toBeUndefined();
});
