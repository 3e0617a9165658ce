import type { ServerResponse } from 'node:http';

import { errorHeaders, errorText, type ErrorAnswer } from '../../contract/error-answer.ts';
import { errorStatus, NexoError } from '../../contract/errors.ts';
import { endWith } from './end-with.ts';

/** Answers with an error; `headers` is a flat list that goes first. The connection is closed where it cannot go on. */
export function sendError(response: ServerResponse, answer: ErrorAnswer, headers: string[] = []): void {
  if (response.headersSent) return void response.destroy();
  const text = errorText(answer);
  const bytes = Buffer.byteLength(text);
  const length = ['content-length', String(bytes)];
  response.writeHead(errorStatus[answer.code], [...headers, ...errorHeaders(answer), ...length]);
  endWith(response, text, bytes);
}

/** What a client may know about something thrown; anything not from the catalogue is ours and stays in the log. */
export function answerOf(error: unknown): ErrorAnswer {
  if (error instanceof NexoError) return { code: error.code, message: error.message, details: error.details };
  return { code: 'INTERNAL', message: 'something went wrong inside Nexo; its log says more' };
}
