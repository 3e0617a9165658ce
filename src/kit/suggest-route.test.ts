import { expect, test } from 'vitest';

import { routeOfName, suggestRoute } from './suggest-route.ts';

test.each([
  ['Hello World', '/hello-world'],
  ['  --orders!! ', '/orders'],
  ['订单 统计', '/订单-统计'],
  ['Über uns', '/über-uns'],
  ['v2', '/v2'],
  ['', '/'],
])('the name "%s" suggests %s', (name, route) => expect(suggestRoute(name)).toBe(route));

test.each([
  ['shop', '/hono/*', '/shop/*'],
  ['shop', '/hello', '/shop'],
  ['!', '/hono/*', '/*'],
])('the name "%s" of something like %s suggests %s', (name, like, route) =>
  expect(suggestRoute(name, like)).toBe(route),
);

test.each([
  ['/orders', 'orders', 'sales', '/sales'],
  ['/orders/:id', 'Orders', 'Sales 2', '/sales-2/:id'],
  ['/hono/*', 'hono', 'shop', '/shop/*'],
  ['/api/orders', 'orders', 'sales', undefined],
  ['/orders-old', 'orders', 'sales', undefined],
  ['/orders', 'orders', '!', undefined],
  ['/', '!', 'sales', undefined],
])('the route %s of "%s" becomes that of "%s": %s', (route, from, to, expected) =>
  expect(routeOfName(route, from, to)).toBe(expected),
);
