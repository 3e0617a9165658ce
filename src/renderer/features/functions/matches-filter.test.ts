import { expect, test } from 'vitest';

import { matchesFilter } from './matches-filter.ts';

const orders: Parameters<typeof matchesFilter>[0] = {
  name: 'Orders',
  id: 'orders',
  route: '/shop/:id',
  methods: ['GET', 'PUT'],
};

test.each([
  ['', true],
  ['  ', true],
  ['ord', true],
  ['SHOP get', true],
  ['shop post', false],
])('the filter "%s" on orders: %s', (filter, matches) => expect(matchesFilter(orders, filter)).toBe(matches));
