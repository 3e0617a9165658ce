import type { IncomingHttpHeaders } from 'node:http';

import { anyOrigin } from '../../contract/origin.ts';

/** `http://localhost:5173` and the like: pages that this machine itself serves. */
const loopbackOrigin = /^https?:\/\/(localhost|127\.0\.0\.1|\[::1\])(:\d{1,5})?$/;

/**
 * Whether a request may reach a function: anything that is not a web page may, pages of this machine may, a person who
 * follows a link may, and pages of the function's own `origins` may. No other page: it could call functions behind its
 * reader's back.
 */
export function mayCallFunction(
  method: string,
  headers: IncomingHttpHeaders,
  origins: readonly string[] = [],
): boolean {
  const { origin } = headers;
  if (origin !== undefined) {
    return loopbackOrigin.test(origin) || isListed(origin, origins) || isOwnNavigation(method, headers);
  }
  const site = headers['sec-fetch-site'];
  if (site === undefined || site === 'same-origin' || site === 'same-site' || site === 'none') return true;
  return origins.includes(anyOrigin) || isOwnNavigation(method, headers);
}

/**
 * What lets a listed page read the answer, as a flat list; empty for everybody else. Pages get no credentials: a browser
 * sends them nothing of the reader's.
 */
export function corsHeaders(origin: string | undefined, origins: readonly string[] = []): string[] {
  if (origin === undefined || origins.length === 0) return [];
  // Caches keep answers to different pages apart.
  if (!isListed(origin, origins)) return ['vary', 'origin'];
  return ['access-control-allow-origin', origin, 'vary', 'origin'];
}

/** The answer to a browser that asks on behalf of a listed page whether it may send a request. */
export function preflightHeaders(headers: IncomingHttpHeaders, methods: readonly string[]): string[] {
  const asked = headers['access-control-request-headers'];
  const names = asked !== undefined && headerNames.test(asked) ? ['access-control-allow-headers', asked] : [];
  // Chrome asks before a page of the internet may reach this machine.
  const local = headers['access-control-request-private-network'] === 'true';
  return [
    'access-control-allow-methods',
    methods.join(', '),
    'access-control-max-age',
    '600',
    ...names,
    ...(local ? ['access-control-allow-private-network', 'true'] : []),
  ];
}

const headerNames = /^[a-z\d!#$%&'*+.^_`|~-]+(?:,[ \t]*[a-z\d!#$%&'*+.^_`|~-]+){0,99}$/i;

function isListed(origin: string, origins: readonly string[]): boolean {
  return origins.includes(origin) || origins.includes(anyOrigin);
}

function isOwnNavigation(method: string, headers: IncomingHttpHeaders): boolean {
  const harmless = method === 'GET' || method === 'HEAD';
  return harmless && headers['sec-fetch-mode'] === 'navigate' && headers['sec-fetch-dest'] === 'document';
}
