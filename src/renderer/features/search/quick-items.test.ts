import { expect, test } from 'vitest';

import type { FunctionSummary } from '../../../contract/function.ts';
import { ranked } from '../../ui/ranked.ts';
import { quickItems } from './quick-items.ts';

const orders = {
  id: 'orders',
  name: 'Orders API',
  route: '/orders/:id',
  methods: ['GET'],
  file: 'functions/orders/index.ts',
} as unknown as FunctionSummary;
const paths = new Set(['functions/orders/lib/price.ts', 'functions/orders/index.ts', 'shared/price-list.ts']);
const found = (typed: string): string[] =>
  ranked(
    quickItems([orders], paths, []).map((item) => ({ ...item, id: item.path })),
    typed,
  ).map(({ id }) => id);

test('functions come first, then files by name', () => {
  expect(quickItems([orders], paths, []).map(({ path }) => path)).toEqual([
    'functions/orders/index.ts',
    'shared/price-list.ts',
    'functions/orders/lib/price.ts',
  ]);
});

test('what was shown before comes first, what is shown last of it', () => {
  const recent = ['shared/price-list.ts', 'functions/orders/lib/price.ts', 'gone.ts'];
  expect(quickItems([orders], paths, recent).map(({ path }) => path)).toEqual([
    'functions/orders/lib/price.ts',
    'shared/price-list.ts',
    'functions/orders/index.ts',
  ]);
});

test('names are found by some of their letters, routes and folders too', () => {
  expect(found('ordapi')[0]).toBe('functions/orders/index.ts');
  expect(found('/orders/:id')[0]).toBe('functions/orders/index.ts');
  expect(found('pricelist')).toEqual(['shared/price-list.ts']);
  expect(found('lib/price')[0]).toBe('functions/orders/lib/price.ts');
});
