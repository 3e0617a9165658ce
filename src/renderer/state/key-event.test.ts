import { expect, it } from 'vitest';

import { keyChordSchema } from '../../contract/key-chord.ts';
import { chordOf, type KeyEvent } from './key-event.ts';

const none = { ctrlKey: false, metaKey: false, altKey: false, shiftKey: false };
const ctrl = { ctrlKey: true };
const shift = { shiftKey: true };

it.each<[string | null, Partial<KeyEvent> & { key: string; code: string }]>([
  ['Mod+K', { key: 'k', code: 'KeyK', ...ctrl }],
  ['Mod+Shift+P', { key: 'P', code: 'KeyP', ...ctrl, ...shift }],
  ['Mod+,', { key: ',', code: 'Comma', ...ctrl }],
  ['?', { key: '?', code: 'Slash', ...shift }],
  ['Mod+Enter', { key: 'Enter', code: 'Enter', ...ctrl }],
  ['Shift+F2', { key: 'F2', code: 'F2', ...shift }],
  ['Mod+Alt+1', { key: '¡', code: 'Digit1', ...ctrl, altKey: true }],
  // A Russian keyboard.
  ['Mod+S', { key: 'ы', code: 'KeyS', ...ctrl }],
  ['Mod+Space', { key: ' ', code: 'Space', ...ctrl }],
  [null, { key: 'Control', code: 'ControlLeft', ...ctrl }],
  [null, { key: 'Process', code: 'KeyN' }],
])('reads %s', (chord, event) => {
  const read = chordOf({ ...none, ...event }, false);
  expect(read).toBe(chord);
  if (read !== null) expect(keyChordSchema.safeParse(read).success).toBe(true);
});

it('knows Cmd and Ctrl apart on a Mac', () => {
  expect(chordOf({ ...none, metaKey: true, key: 'k', code: 'KeyK' }, true)).toBe('Mod+K');
  expect(chordOf({ ...none, ctrlKey: true, key: 'k', code: 'KeyK' }, true)).toBe('Ctrl+K');
});
