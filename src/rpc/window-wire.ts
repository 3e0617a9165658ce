/**
 * How a window gets its ports: it makes a channel, keeps one end and hands the other to the preload, which passes it
 * on to main unread. What is sent before the other side listens waits in the port.
 */

/** Who answers at the other end of a port: the engine, or the app around the window. */
export const portTargets = ['engine', 'shell'] as const;
export type PortTarget = (typeof portTargets)[number];

/** The window message by which a page asks its preload to pass a port on. */
export interface ConnectMessage {
  type: 'nexo:connect';
  target: PortTarget;
}

/** The IPC channel by which the preload passes a port on to main. */
export const connectChannel = 'nexo:connect';

/** Opens a port to `target`. It closes when the target goes away; then ask for another. */
export function connectFromWindow(target: PortTarget): MessagePort {
  const { port1, port2 } = new MessageChannel();
  const message: ConnectMessage = { type: 'nexo:connect', target };
  window.postMessage(message, window.location.origin, [port2]);
  return port1;
}

/** Whether a message that reached a preload or main asks for a port. */
export function isConnectMessage(data: unknown): data is ConnectMessage {
  if (typeof data !== 'object' || data === null) return false;
  const { type, target } = data as Record<string, unknown>;
  return type === 'nexo:connect' && portTargets.some((known) => known === target);
}
