import { z } from 'zod';

import { type CommandId, commandIds, definitionOf } from './command.ts';
import { type KeyChord, keyChordSchema } from './key-chord.ts';

/** The keys a person chose, by command: all that the command has then, none included. Unknown commands are kept. */
export const keybindingsSchema = z.record(z.string().max(80), z.array(keyChordSchema).max(4));
export type Keybindings = z.infer<typeof keybindingsSchema>;

export function defaultKeys(id: CommandId, apple: boolean): readonly KeyChord[] {
  const { keys = [], macKeys } = definitionOf(id);
  return apple ? (macKeys ?? keys) : keys;
}

/** The keys a command has now. */
export function keysOf(id: CommandId, chosen: Keybindings, apple: boolean): readonly KeyChord[] {
  return chosen[id] ?? defaultKeys(id, apple);
}

/** The commands that have these keys; more than one is a conflict, and the first that can answers. */
export function commandsWithKeys(chord: KeyChord, chosen: Keybindings, apple: boolean): CommandId[] {
  return commandIds.filter((id) => keysOf(id, chosen, apple).includes(chord));
}
