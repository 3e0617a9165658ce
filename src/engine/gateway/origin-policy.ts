import type { IncomingHttpHeaders } from 'node:http';

/** `http://localhost:5173` and the like: pages that this machine itself serves. */
const loopbackOrigin = /^https?:\/\/(localhost|127\.0\.0\.1|\[::1\])(:\d{1,5})?$/;

/**
 * Whether a request may reach a function: anything that is not a web page may, pages of this machine may, and a
 * person who follows a link may. A page from elsewhere may not: it could call functions behind its reader's back.
 */
export function mayCallFunction(method: string, headers: IncomingHttpHeaders): boolean {
  const { origin } = headers;
  if (origin !== undefined) return loopbackOrigin.test(origin) || isOwnNavigation(method, headers);
  const site = headers['sec-fetch-site'];
  if (site === undefined || site === 'same-origin' || site === 'same-site' || site === 'none') return true;
  return isOwnNavigation(method, headers);
}

function isOwnNavigation(method: string, headers: IncomingHttpHeaders): boolean {
  const harmless = method === 'GET' || method === 'HEAD';
  return harmless && headers['sec-fetch-mode'] === 'navigate' && headers['sec-fetch-dest'] === 'document';
}
