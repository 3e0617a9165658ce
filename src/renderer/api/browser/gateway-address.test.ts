import { expect, test } from 'vitest';

import { gatewaySeenFrom } from './gateway-address.ts';

test.each([
  ['127.0.0.1', 'http://127.0.0.1:3000', 'http://127.0.0.1:3000'],
  ['localhost', 'http://127.0.0.1:3000', 'http://127.0.0.1:3000'],
  ['10.0.0.7', 'http://127.0.0.1:3000', 'http://10.0.0.7:3000'],
  ['10.0.0.7', 'http://10.0.0.9:3000', 'http://10.0.0.9:3000'],
])('from %s, %s is %s', (pageHost, gateway, seen) => {
  expect(gatewaySeenFrom(pageHost, gateway)).toBe(seen);
});
