import { expect, it } from 'vitest';

import type { LogValue } from '../../contract/log-value.ts';
import { valueText, valueTitle } from './value-text.ts';

const one: LogValue = { kind: 'number', text: '1' };

it.each<[LogValue, string]>([
  [{ kind: 'string', text: 'a"b' }, '"a\\"b"'],
  [{ kind: 'string', text: 'abc', more: 5 }, '"abc…"'],
  [{ kind: 'bigint', text: '5' }, '5n'],
  [{ kind: 'null' }, 'null'],
  [{ kind: 'function', text: '' }, 'ƒ (anonymous)()'],
  [{ kind: 'function', text: 'Cart', className: 'class' }, 'class Cart'],
  [{ kind: 'error', text: 'no', className: 'TypeError' }, 'TypeError: no'],
  [{ kind: 'array', size: 3 }, 'Array(3)'],
  [{ kind: 'bytes', className: 'Uint8Array', size: 200, text: '1, 2', more: 198 }, 'Uint8Array(200) [1, 2, …]'],
  [{ kind: 'object' }, '{}'],
  [{ kind: 'object', className: 'Cart' }, 'Cart'],
  [{ kind: 'cut', className: 'Object' }, 'Object …'],
])('%j is called %s', (value, title) => {
  expect(valueTitle(value)).toBe(title);
});

it('copies a tree as text', () => {
  const value: LogValue = {
    kind: 'object',
    members: [
      { key: 'list', value: { kind: 'array', size: 5, members: [{ key: '0', value: one }], more: 4 } },
      { key: 'map', value: { kind: 'map', size: 1, members: [{ key: { kind: 'string', text: 'k' }, value: one }] } },
      { key: 'cart', value: { kind: 'object', className: 'Cart', members: [{ key: 'n', value: one }] } },
    ],
  };
  expect(valueText(value)).toBe(`{
  list: [
    1,
    … 4
  ],
  map: Map(1) {
    "k" => 1,
  },
  cart: Cart {
    n: 1,
  },
}`);
});
