import type { MenuCommand } from '../../contract/shell.ts';

type Handler = () => void;

const handlers = new Map<MenuCommand, Handler[]>();

/** Answers a command of the menu while mounted; the latest to register answers. Call the result to stop. */
export function onCommand(command: MenuCommand, handler: Handler): () => void {
  handlers.set(command, [...(handlers.get(command) ?? []), handler]);
  return () =>
    handlers.set(
      command,
      (handlers.get(command) ?? []).filter((other) => other !== handler),
    );
}

/** Runs a command; false when nothing on the screen answers it now. */
export function runCommand(command: MenuCommand): boolean {
  const handler = handlers.get(command)?.at(-1);
  handler?.();
  return handler !== undefined;
}
