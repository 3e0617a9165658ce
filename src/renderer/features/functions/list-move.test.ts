import { expect, test } from 'vitest';

import { listMove } from './list-move.ts';

const names = ['alpha', 'Beta', 'börse', 'gamma', '订单'];

test.each([
  ['ArrowDown', 0, 1],
  ['ArrowDown', 4, 4],
  ['ArrowUp', 1, 0],
  ['ArrowUp', 0, 0],
  ['Home', 3, 0],
  ['End', 0, 4],
  ['b', 0, 1],
  ['B', 1, 2],
  ['b', 2, 1],
  ['订', 0, 4],
  ['z', 0, undefined],
  [' ', 0, undefined],
  ['Enter', 0, undefined],
  ['Tab', 0, undefined],
])('%s from %i leads to %s', (key, index, expected) => expect(listMove(key, index, names)).toBe(expected));
