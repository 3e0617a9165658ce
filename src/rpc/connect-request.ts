/** How a window asks for a port: the words its page, the preload and main share. */

/** Who answers at the other end of a port: the engine, or the app around the window. */
export const portTargets = ['engine', 'shell'] as const;
export type PortTarget = (typeof portTargets)[number];

/** The message that goes with the port, from the page to the preload and on to main. */
export interface ConnectMessage {
  type: 'nexo:connect';
  target: PortTarget;
}

/** The IPC channel by which the preload passes a port on to main. */
export const connectChannel = 'nexo:connect';

/** Whether a message that reached the preload or main asks for a port. */
export function isConnectMessage(data: unknown): data is ConnectMessage {
  if (typeof data !== 'object' || data === null) return false;
  const { type, target } = data as Record<string, unknown>;
  return type === 'nexo:connect' && portTargets.some((known) => known === target);
}
