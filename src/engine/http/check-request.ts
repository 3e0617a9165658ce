import type { IncomingMessage } from 'node:http';

import { NexoError } from '../../contract/errors.ts';

/** A request target that has been checked. */
export interface RequestTarget {
  /** Still %-encoded; starts with `/`. */
  path: string;
  /** With its `?`; empty when there is none. */
  query: string;
}

/** Headers of which two would let two readers see two different requests. */
const onlyOnce = new Set(['host', 'origin', 'authorization', 'content-type', 'sec-fetch-site', 'sec-fetch-mode']);

/** Anything that makes a path worth a closer look; most have nothing of it. */
const suspicious = /[%\\#]|\/\/|\/\.|[^\x21-\x7e]/;
const dotSegment = /\/(\.|%2e){1,2}(\/|$)/i;
const encodedSeparator = /%(2f|5c|00)/i;

/**
 * Checks what every request must get right before anybody looks at it, and gives its target.
 * Throws NexoError with the status to answer with.
 */
export function checkRequest(request: IncomingMessage, isOurHost: (host: string) => boolean): RequestTarget {
  const { httpVersion } = request;
  if (httpVersion !== '1.1' && httpVersion !== '1.0') {
    throw new NexoError('UNSUPPORTED_VERSION', `HTTP/${httpVersion} is not spoken here; use HTTP/1.1`);
  }
  checkHeaders(request.rawHeaders);
  checkFraming(request);
  const { host } = request.headers;
  if (host === undefined) throw malformed('a request needs a Host header');
  if (!isOurHost(host)) {
    throw new NexoError('FORBIDDEN_HOST', `this server does not answer for the host ${JSON.stringify(host)}`);
  }
  return checkTarget(request.url ?? '');
}

function checkHeaders(rawHeaders: string[]): void {
  let seen: Set<string> | undefined;
  for (let index = 0; index < rawHeaders.length; index += 2) {
    const name = (rawHeaders[index] ?? '').toLowerCase();
    if (!onlyOnce.has(name)) continue;
    seen ??= new Set();
    if (seen.has(name)) throw malformed(`the header ${name} is there twice`);
    seen.add(name);
  }
}

function checkFraming(request: IncomingMessage): void {
  const encoding = request.headers['transfer-encoding'];
  if (encoding === undefined) return;
  if (encoding.toLowerCase() !== 'chunked') {
    throw new NexoError('NOT_IMPLEMENTED', 'the only Transfer-Encoding understood is "chunked"');
  }
  if (request.httpVersion === '1.0') throw malformed('HTTP/1.0 has no Transfer-Encoding');
}

function checkTarget(target: string): RequestTarget {
  if (!target.startsWith('/')) throw malformed('the request target must be a path that starts with "/"');
  const mark = target.indexOf('?');
  const path = mark < 0 ? target : target.slice(0, mark);
  const query = mark < 0 ? '' : target.slice(mark);
  if (suspicious.test(path)) checkOddPath(path);
  if (/[#\\]|[^\x21-\x7e]/.test(query)) throw malformed('the query has a character that must be %-encoded');
  return { path, query };
}

function checkOddPath(path: string): void {
  if (/[\\#]|[^\x21-\x7e]/.test(path)) throw malformed('the path has a character that must be %-encoded');
  if (path.includes('//')) throw malformed('the path has an empty part ("//")');
  if (dotSegment.test(path)) throw malformed('the path has a "." or ".." part');
  if (encodedSeparator.test(path)) throw malformed('the path has an encoded "/", "\\" or NUL');
  try {
    decodeURIComponent(path);
  } catch (error) {
    throw malformed('the path is not valid %-encoded UTF-8', error);
  }
}

function malformed(message: string, cause?: unknown): NexoError {
  return new NexoError('MALFORMED_REQUEST', message, {}, { cause });
}
