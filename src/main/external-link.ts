/**
 * The address to hand to the system's browser, or undefined when it may not have it: only `https:` without
 * credentials, and plain `http:` to the gateway itself, whose address is `gatewayUrl`.
 */
export function allowedExternalUrl(text: string, gatewayUrl: string | undefined): string | undefined {
  if (text.length > 2_048 || !URL.canParse(text)) return undefined;
  const url = new URL(text);
  if (url.username !== '' || url.password !== '') return undefined;
  if (url.protocol === 'https:') return url.href;
  const isGateway = gatewayUrl !== undefined && url.origin === new URL(gatewayUrl).origin;
  return isGateway ? url.href : undefined;
}
