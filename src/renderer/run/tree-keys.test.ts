import { expect, it } from 'vitest';

import { rowAfterKey } from './tree-keys.ts';

const rows = [
  { name: 'a', level: 1, expanded: true },
  { name: 'a.a', level: 2, expanded: false },
  { name: 'a.b', level: 2, expanded: undefined },
  { name: 'b', level: 1, expanded: undefined },
] as const;

function press(key: string, from: string, modifiers: object = {}): string | null {
  const active = rows.find(({ name }) => name === from)!;
  const next = rowAfterKey({ key, ctrlKey: false, altKey: false, metaKey: false, ...modifiers }, rows, active);
  return next === null || next === 'toggle' ? next : next.name;
}

it.each([
  ['ArrowDown', 'a', 'a.a'],
  ['ArrowDown', 'b', 'b'],
  ['ArrowUp', 'a.a', 'a'],
  ['ArrowUp', 'a', 'a'],
  ['Home', 'b', 'a'],
  ['End', 'a', 'b'],
  ['ArrowRight', 'a', 'a.a'],
  ['ArrowRight', 'a.a', 'toggle'],
  ['ArrowRight', 'b', 'b'],
  ['ArrowLeft', 'a', 'toggle'],
  ['ArrowLeft', 'a.b', 'a'],
  ['ArrowLeft', 'b', 'b'],
  ['Enter', 'a.a', 'toggle'],
  [' ', 'a', 'toggle'],
  ['Enter', 'b', 'b'],
  ['x', 'a', null],
])('%j at %s leads to %s', (key, from, to) => {
  expect(press(key, from)).toBe(to);
});

it('leaves shortcuts alone', () => {
  expect(press('ArrowDown', 'a', { ctrlKey: true })).toBeNull();
});
