import { isTyped, type KeyChord } from '../../contract/key-chord.ts';

const electronNames: Record<string, string> = {
  Mod: 'CmdOrCtrl',
  ArrowUp: 'Up',
  ArrowDown: 'Down',
  ArrowLeft: 'Left',
  ArrowRight: 'Right',
  '+': 'Plus',
};

/**
 * A chord as Electron's menus write it. Undefined for one that can be typed: the menu takes every key that the page
 * leaves alone, text included.
 */
export function acceleratorOf(chord: KeyChord): string | undefined {
  if (isTyped(chord)) return undefined;
  // A plus may be the key itself, as in `Mod++`.
  const parts = chord.split(/\+(?!$)/);
  return parts.map((part) => electronNames[part] ?? part).join('+');
}
