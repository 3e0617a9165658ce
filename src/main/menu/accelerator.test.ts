import { expect, it } from 'vitest';

import { acceleratorOf } from './accelerator.ts';

it.each([
  ['Mod+K', 'CmdOrCtrl+K'],
  ['Mod+Shift+P', 'CmdOrCtrl+Shift+P'],
  ['Alt+ArrowUp', 'Alt+Up'],
  ['Mod++', 'CmdOrCtrl+Plus'],
  ['F2', 'F2'],
  ['?', undefined],
  ['Shift+Delete', undefined],
])('writes %s as %s', (chord, accelerator) => {
  expect(acceleratorOf(chord)).toBe(accelerator);
});
