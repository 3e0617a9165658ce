import type { IncomingMessage, ServerResponse } from 'node:http';

import { NexoError } from '../../contract/errors.ts';
import { hasBody, readBody } from '../http/read-body.ts';

/** `application/json` and nothing that a form or a plain fetch of a web page could send. */
const jsonType = /^application\/json\s*(;\s*charset\s*=\s*"?utf-8"?\s*)?$/i;

/**
 * Reads a request's JSON body; an absent one is `{}`. Rejects with UNSUPPORTED_MEDIA_TYPE, BODY_TOO_LARGE or
 * MALFORMED_REQUEST (with line and column where the text stops being JSON).
 */
export async function readJson(request: IncomingMessage, response: ServerResponse, maxBytes: number): Promise<unknown> {
  if (!hasBody(request)) return {};
  if (!jsonType.test(request.headers['content-type'] ?? '')) {
    throw new NexoError('UNSUPPORTED_MEDIA_TYPE', 'send the body as "Content-Type: application/json"');
  }
  const body = await readBody(request, response, maxBytes);
  return parse(decode(body));
}

function decode(body: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(body);
  } catch (error) {
    throw new NexoError('MALFORMED_REQUEST', 'the body is not valid UTF-8', { field: 'body' }, { cause: error });
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new NexoError('MALFORMED_REQUEST', `the body is not JSON: ${reason}`, placeOf(reason, text), {
      cause: error,
    });
  }
}

/** V8 says where in the text it stopped; a text that ends too early stops at its end. */
function placeOf(reason: string, text: string): { field: string; line?: number; column?: number } {
  const position = /at position (\d+)/.exec(reason)?.[1];
  const offset = position === undefined ? text.length : Number(position);
  const before = text.slice(0, offset).split('\n');
  return { field: 'body', line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
}
