import { errorHeaders, errorText, type ErrorAnswer } from '../contract/error-answer.ts';
import { errorStatus, NexoError } from '../contract/errors.ts';

/** The answer that Nexo's gateway gives for an error; what is no error of the catalogue is logged, and kept from clients. */
export function answerError(error: unknown, invocation?: string): Response {
  if (!(error instanceof NexoError)) console.error(error);
  const known =
    error instanceof NexoError ? error : new NexoError('INTERNAL', 'something went wrong inside the bundle');
  const { code, message, details } = known;
  const answer: ErrorAnswer = { code, message, details, invocation };
  const flat = errorHeaders(answer);
  const headers = new Headers();
  for (let index = 0; index < flat.length; index += 2) headers.append(flat[index] ?? '', flat[index + 1] ?? '');
  return new Response(errorText(answer), { status: errorStatus[code], headers });
}
