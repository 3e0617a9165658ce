const loopback = new Set(['127.0.0.1', 'localhost', '[::1]']);

/**
 * The gateway's address as this browser reaches it. The engine names itself by the loopback interface of its own
 * machine; from another one it is where the page came from.
 */
export function gatewaySeenFrom(pageHost: string, gateway: string): string {
  const url = new URL(gateway);
  if (loopback.has(url.hostname) && !loopback.has(pageHost)) url.hostname = pageHost;
  return url.origin;
}
