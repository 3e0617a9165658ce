import type { ConnectMessage, PortTarget } from './connect-request.ts';

/**
 * Opens a port to `target`: the page keeps one end of a channel, the preload passes the other on to main unread. What
 * is sent before the other side listens waits in the port. It closes when the target goes away; then open another.
 */
export function connectFromWindow(target: PortTarget): MessagePort {
  const { port1, port2 } = new MessageChannel();
  const message: ConnectMessage = { type: 'nexo:connect', target };
  window.postMessage(message, window.location.origin, [port2]);
  return port1;
}
