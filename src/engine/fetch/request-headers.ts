import type { HeaderList } from '../../contract/invocation.ts';

/** The connection's own business, and what the engine sets itself; functions that pass headers on send them along. */
const ours = new Set([
  'connection',
  'content-length',
  'expect',
  'host',
  'keep-alive',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
]);
const credentials = new Set(['authorization', 'cookie']);
const ofBody = new Set(['content-encoding', 'content-language', 'content-location', 'content-type']);

/** What a function's request really sends: headers that are not its business left out, the usual ones filled in. */
export function outgoingHeaders(headers: HeaderList): HeaderList {
  const kept = headers.filter(([name]) => !ours.has(name.toLowerCase()) && !isProxyHeader(name));
  const has = (wanted: string) => kept.some(([name]) => name.toLowerCase() === wanted);
  if (!has('accept')) kept.push(['accept', '*/*']);
  if (!has('accept-encoding')) kept.push(['accept-encoding', 'gzip, deflate, br, zstd']);
  if (!has('user-agent')) kept.push(['user-agent', 'Nexo']);
  return kept;
}

/** Secrets meant for one origin are not carried to another. */
export function withoutCredentials(headers: HeaderList): HeaderList {
  return headers.filter(([name]) => !credentials.has(name.toLowerCase()) && !isProxyHeader(name));
}

/** For a redirect that turned the request into a GET. */
export function withoutBodyHeaders(headers: HeaderList): HeaderList {
  return headers.filter(([name]) => !ofBody.has(name.toLowerCase()));
}

function isProxyHeader(name: string): boolean {
  return name.toLowerCase().startsWith('proxy-');
}
