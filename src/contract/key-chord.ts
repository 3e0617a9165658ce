import { z } from 'zod';

/**
 * Keys pressed together, such as `Mod+Shift+P`: modifiers in this order, then one key. `Mod` is Ctrl, and Cmd on a Mac;
 * `Ctrl` is the Mac's other one. A letter is a capital; a sign stands for itself and hides its Shift, as in `?`.
 */
export type KeyChord = string;

const chordPattern = /^(Mod\+)?(Ctrl\+)?(Alt\+)?(Shift\+)?([A-Z0-9]|F\d{1,2}|[!-/:-@[-`{-~]|[A-Z][A-Za-z]+)$/;
export const keyChordSchema = z.string().max(40).regex(chordPattern);

/** Whether a chord may be typed as text: with neither Mod nor Ctrl nor Alt, and no function key. */
export function isTyped(chord: KeyChord): boolean {
  return !/^(Mod|Ctrl|Alt)\+/.test(chord) && !/^(Shift\+)?F\d/.test(chord);
}
