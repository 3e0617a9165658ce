import { expect, test } from 'vitest';

import { suggestRoute } from './suggest-route.ts';

test.each([
  ['Hello World', '/hello-world'],
  ['  --orders!! ', '/orders'],
  ['订单 统计', '/订单-统计'],
  ['v2', '/v2'],
  ['', '/'],
])('the name "%s" suggests %s', (name, route) => expect(suggestRoute(name)).toBe(route));
