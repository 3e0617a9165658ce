import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';

import { NexoError } from '../../contract/errors.ts';
import { createTokenBrake } from './token-brake.ts';

export interface AccessOptions {
  token: string;
  /** Ask everyone for the token, not only what a browser sends. */
  requireToken: boolean;
}

export type AccessCheck = (headers: IncomingHttpHeaders) => Promise<void>;

/**
 * Decides who may use the control API. Whoever may use it can run code here, so what comes from a browser (a page
 * from anywhere can send requests to this machine) needs the token, whichever page it is.
 * The check rejects with one and the same UNAUTHORIZED for a missing and a wrong token; after many wrong ones it takes
 * its time to.
 */
export function createAccessCheck({ token, requireToken }: AccessOptions): AccessCheck {
  const expected = digest(token);
  const brake = createTokenBrake();
  return async (headers) => {
    const fromBrowser = headers.origin !== undefined || headers['sec-fetch-site'] !== undefined;
    if (!fromBrowser && !requireToken) return;
    const given = /^Bearer ([\x21-\x7e]+)$/i.exec(headers.authorization ?? '')?.[1];
    const shown = digest(given ?? '');
    if (timingSafeEqual(shown, expected)) return;
    if (given !== undefined) await brake(shown);
    throw new NexoError('UNAUTHORIZED', 'send the control token as "Authorization: Bearer …"; see .nexo/token');
  };
}

/** Equal lengths, so that the comparison takes the same time whatever was sent. */
function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
