import type { HeaderList } from '../../contract/invocation.ts';
import { isBodySource, type BodySource } from '../body/body-source.ts';
import { RefusedRequestError } from './fetch-failure.ts';
import { withoutBodyHeaders, withoutCredentials } from './request-headers.ts';

/** One request on the wire. */
export interface WireRequest {
  url: URL;
  method: string;
  headers: HeaderList;
  body: Uint8Array | BodySource | null;
}

const redirectStatuses = new Set([301, 302, 303, 307, 308]);

/**
 * The request a response sends us on to, or null when it is an answer.
 * https://fetch.spec.whatwg.org/#http-redirect-fetch
 */
export function redirectOf(request: WireRequest, status: number, location: string | undefined): WireRequest | null {
  if (!redirectStatuses.has(status) || location === undefined) return null;
  const url = parseLocation(location, request.url);
  const sameOrigin = url.origin === request.url.origin;
  const next = { ...request, url, headers: sameOrigin ? request.headers : withoutCredentials(request.headers) };
  if (becomesGet(request.method, status)) {
    return { ...next, method: 'GET', body: null, headers: withoutBodyHeaders(next.headers) };
  }
  if (isBodySource(request.body)) {
    throw new RefusedRequestError(`it redirects with status ${status}, and a streamed body cannot be sent again`);
  }
  return next;
}

function becomesGet(method: string, status: number): boolean {
  if (status === 303) return method !== 'GET' && method !== 'HEAD';
  return method === 'POST' && (status === 301 || status === 302);
}

function parseLocation(location: string, base: URL): URL {
  const url = URL.parse(location, base);
  if (!url) throw new RefusedRequestError('it redirects to something that is not a URL');
  if (url.hash === '') url.hash = base.hash;
  return url;
}
