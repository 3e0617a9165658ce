import { type CommandId, commandIds } from '../../contract/command.ts';

type Handler = () => void;

const handlers = new Map<CommandId, Handler[]>();

/** Answers a command of the menu, the palette and the keys while mounted; the latest to register answers. Call the result to stop. */
export function onCommand(command: CommandId, handler: Handler): () => void {
  handlers.set(command, [...(handlers.get(command) ?? []), handler]);
  return () =>
    handlers.set(
      command,
      (handlers.get(command) ?? []).filter((other) => other !== handler),
    );
}

/** Answers several commands; see `onCommand`. */
export function onCommands(answers: Partial<Record<CommandId, Handler>>): () => void {
  const stops = (Object.entries(answers) as [CommandId, Handler][]).map(([id, handler]) => onCommand(id, handler));
  return () => stops.forEach((stop) => stop());
}

/** Runs a command; false when nothing on the screen answers it now. */
export function runCommand(command: CommandId): boolean {
  const handler = handlers.get(command)?.at(-1);
  handler?.();
  return handler !== undefined;
}

/** Whether something on the screen would answer it now. */
export const canRun = (command: CommandId): boolean => (handlers.get(command)?.length ?? 0) > 0;

/** Every command that something on the screen would answer now. */
export const availableCommands = (): CommandId[] => commandIds.filter(canRun);
