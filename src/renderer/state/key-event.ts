import type { KeyChord } from '../../contract/key-chord.ts';

/** What a key event tells of itself; a `KeyboardEvent` fits. */
export type KeyEvent = Pick<KeyboardEvent, 'key' | 'code' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey'>;

const modifierKeys = new Set(['Control', 'Shift', 'Alt', 'Meta', 'AltGraph', 'Dead', 'Process', 'Unidentified']);

/** The chord of a key event; null while only modifiers are down, and for keys an input method composes with. */
export function chordOf(event: KeyEvent, apple: boolean): KeyChord | null {
  const key = keyOf(event);
  if (key === null) return null;
  const mod = apple ? event.metaKey : event.ctrlKey;
  const control = apple && event.ctrlKey;
  // A sign says by itself whether Shift was needed; that differs between keyboards.
  const shift = event.shiftKey && !isSign(key);
  return [mod && 'Mod', control && 'Ctrl', event.altKey && 'Alt', shift && 'Shift', key].filter(Boolean).join('+');
}

function keyOf({ key, code, altKey }: KeyEvent): string | null {
  if (modifierKeys.has(key)) return null;
  // With Alt a Mac types another character, and a keyboard that is not Latin has no Latin letters to give.
  const physical = /^(?:Key|Digit)([A-Z0-9])$/.exec(code)?.[1];
  if (physical !== undefined && (altKey || key.length > 1 || !isAscii(key))) return physical;
  if (key === ' ') return 'Space';
  return key.length === 1 ? key.toUpperCase() : key;
}

const isAscii = (key: string): boolean => /^[\u0020-\u007e]$/.test(key);
const isSign = (key: string): boolean => key.length === 1 && !/[A-Z0-9]/.test(key);
