import { createReadStream } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { pipeline } from 'node:stream/promises';

import { NexoError } from '../../contract/errors.ts';
import { pagePolicy } from '../../kit/page-policy.ts';
import type { Page } from './pages.ts';

/** On every answer of the console: no other page reads, frames or opens it, and its address is told to nobody. */
export function protectPage({ headers }: IncomingMessage, response: ServerResponse): void {
  // Not every browser takes 'self' for the WebSocket of the same host.
  response.setHeader('content-security-policy', pagePolicy({ connect: `ws://${headers.host ?? ''}` }));
  response.setHeader('x-content-type-options', 'nosniff');
  response.setHeader('x-frame-options', 'DENY');
  response.setHeader('referrer-policy', 'no-referrer');
  response.setHeader('cross-origin-opener-policy', 'same-origin');
  response.setHeader('cross-origin-resource-policy', 'same-origin');
  response.setHeader('cache-control', 'no-store');
}

/** Answers with a file of the page. Rejects with NexoError NOT_FOUND or METHOD_NOT_ALLOWED. */
export async function answerPage(
  { method }: IncomingMessage,
  response: ServerResponse,
  page: Page | undefined,
): Promise<void> {
  if (page === undefined) throw new NexoError('NOT_FOUND', 'the console has no such page');
  if (method !== 'GET' && method !== 'HEAD') {
    throw new NexoError('METHOD_NOT_ALLOWED', 'pages are only read', { allow: ['GET', 'HEAD'] });
  }
  if (page.immutable) response.setHeader('cache-control', 'private, max-age=31536000, immutable');
  response.setHeader('content-type', page.type);
  if (method === 'HEAD') return void response.end();
  await pipeline(createReadStream(page.file), response);
}
