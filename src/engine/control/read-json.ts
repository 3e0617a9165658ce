import type { IncomingMessage, ServerResponse } from 'node:http';

import { NexoError } from '../../contract/errors.ts';
import { hasBody, readBody } from '../http/read-body.ts';
import { JsonSyntaxError, parseJson } from '../store/json-text.ts';

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

/** Looking for the place of a fault means parsing again and again; nobody reads a place in a text larger than this. */
const maxExplainedChars = 200_000;

function parse(text: string): unknown {
  try {
    return text.length > maxExplainedChars ? JSON.parse(text) : parseJson(text);
  } catch (error) {
    const place = error instanceof JsonSyntaxError ? { line: error.line, column: error.column } : {};
    const reason = error instanceof JsonSyntaxError ? `: ${error.message}` : '';
    const message = `the body is not JSON${reason}`;
    throw new NexoError('MALFORMED_REQUEST', message, { field: 'body', ...place }, { cause: error });
  }
}
