import type { IncomingMessage } from 'node:http';

import { NexoError } from '../../contract/errors.ts';

/**
 * Refuses what another page sends, one of a function or of another server of this machine included: only the console's
 * own page may speak here, and only a person may be led to it. The Host header has been checked before.
 * Throws FORBIDDEN_ORIGIN.
 */
export function checkSender({ method, headers }: IncomingMessage): void {
  const { origin, host = '' } = headers;
  if (origin !== undefined && origin !== `http://${host.toLowerCase()}`) throw foreign();
  const site = headers['sec-fetch-site'];
  if (site === undefined || site === 'same-origin' || site === 'none') return;
  const isVisit = headers['sec-fetch-mode'] === 'navigate' && headers['sec-fetch-dest'] === 'document';
  if (method !== 'GET' || !isVisit) throw foreign();
}

function foreign(): NexoError {
  return new NexoError('FORBIDDEN_ORIGIN', 'the console answers its own page only');
}
