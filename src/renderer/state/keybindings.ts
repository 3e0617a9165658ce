import type { CommandId } from '../../contract/command.ts';
import { commandsWithKeys, keysOf } from '../../contract/keybindings.ts';
import type { KeyChord } from '../../contract/key-chord.ts';
import { can } from '../api/clients.ts';
import { usePreferences } from './preferences-store.ts';

/** Whether this is a Mac, where Mod is Cmd and keys are drawn as signs. */
export const apple = /mac/i.test(navigator.platform);

const appleSigns: Record<string, string> = { Mod: '⌘', Ctrl: '⌃', Alt: '⌥', Shift: '⇧' };
const names: Record<string, string> = {
  Mod: 'Ctrl',
  Enter: '↵',
  ArrowUp: '↑',
  ArrowDown: '↓',
  ArrowLeft: '←',
  ArrowRight: '→',
  Escape: 'Esc',
  Delete: 'Del',
};

/** A chord as printed on keyboards: `Ctrl+S`, or `⌘S` on a Mac. */
export function chordText(chord: KeyChord): string {
  // A plus may be the key itself, as in `Mod++`.
  const parts = chord.split(/\+(?!$)/);
  if (apple) return parts.map((part) => appleSigns[part] ?? names[part] ?? part).join('');
  return parts.map((part) => names[part] ?? part).join('+');
}

/** Browsers open, close and change their own tabs and windows with these, and tell no page. */
const keptByBrowsers = /^Mod\+(Shift\+)?([NTW]|Tab|PageUp|PageDown)$/;

const reachesThePage = (chord: KeyChord): boolean => can('all-keys') || !keptByBrowsers.test(chord);

/** The first keys of a command, printed; undefined when it has none. Follows the person's choice. */
export function useShortcut(id: CommandId): string | undefined {
  const chord = usePreferences(({ keybindings }) => keysOf(id, keybindings, apple).find(reachesThePage));
  return chord === undefined ? undefined : chordText(chord);
}

/** The commands with these keys now. */
export function commandsFor(chord: KeyChord): CommandId[] {
  return commandsWithKeys(chord, usePreferences.getState().keybindings, apple);
}
