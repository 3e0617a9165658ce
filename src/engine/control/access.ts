import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';

import { NexoError } from '../../contract/errors.ts';

export interface AccessOptions {
  token: string;
  /** Ask everyone for the token, not only what a browser sends. */
  requireToken: boolean;
}

/**
 * Decides who may use the control API. Whoever may use it can run code here, so what comes from a browser (a page
 * from anywhere can send requests to this machine) needs the token, whichever page it is.
 * The check throws one and the same UNAUTHORIZED for a missing and a wrong token.
 */
export function createAccessCheck({ token, requireToken }: AccessOptions): (headers: IncomingHttpHeaders) => void {
  const expected = digest(token);
  return (headers) => {
    const fromBrowser = headers.origin !== undefined || headers['sec-fetch-site'] !== undefined;
    if (!fromBrowser && !requireToken) return;
    const given = /^Bearer ([\x21-\x7e]+)$/i.exec(headers.authorization ?? '')?.[1] ?? '';
    if (timingSafeEqual(digest(given), expected)) return;
    throw new NexoError('UNAUTHORIZED', 'send the control token as "Authorization: Bearer …"; see .nexo/token');
  };
}

/** Equal lengths, so that the comparison takes the same time whatever was sent. */
function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
