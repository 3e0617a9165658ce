import type { IncomingMessage } from 'node:http';

import { NexoError } from '../../contract/errors.ts';
import { targetProblem } from '../../kit/target-problem.ts';

/** A request target that has been checked. */
export interface RequestTarget {
  /** Still %-encoded; starts with `/`. */
  path: string;
  /** With its `?`; empty when there is none. */
  query: string;
}

/** Headers of which two would let two readers see two different requests. */
const onlyOnce = new Set(['host', 'origin', 'authorization', 'content-type', 'sec-fetch-site', 'sec-fetch-mode']);

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
  const problem = targetProblem(path, query);
  if (problem !== undefined) throw malformed(problem);
  return { path, query };
}

function malformed(message: string): NexoError {
  return new NexoError('MALFORMED_REQUEST', message);
}
