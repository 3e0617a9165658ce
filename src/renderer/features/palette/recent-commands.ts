import { type CommandId, commandIds } from '../../../contract/command.ts';

const storageKey = 'recent-commands';
const kept = 6;

/** The commands chosen last, latest first. */
export function recentCommands(): CommandId[] {
  const names = localStorage.getItem(storageKey)?.split(' ') ?? [];
  return names.filter((name): name is CommandId => (commandIds as string[]).includes(name));
}

export function noteCommand(id: CommandId): void {
  const names = [id, ...recentCommands().filter((other) => other !== id)].slice(0, kept);
  localStorage.setItem(storageKey, names.join(' '));
}
