import { type ErrorBody, type ErrorCode, type ErrorDetails } from './errors.ts';

/** A refusal or failure as a client reads it. */
export interface ErrorAnswer {
  code: ErrorCode;
  message: string;
  details?: ErrorDetails;
  /** Public id of the invocation that failed. */
  invocation?: string;
}

/** Seconds after which trying again makes sense, for what is only true for the moment. */
const retryAfterSeconds: Partial<Record<ErrorCode, number>> = {
  FUNCTION_BUSY: 1,
  // Nobody knows when a person will look at it.
  FUNCTION_PAUSED: 60,
  OVERLOADED: 1,
  SANDBOX_LOST: 1,
  SHUTTING_DOWN: 1,
  STARTING: 1,
  WALL_LIMIT: 1,
};

/** The JSON text of an error answer. */
export function errorText({ code, message, details = {}, invocation }: ErrorAnswer): string {
  const { retryAfter: _, ...shown } = details;
  const body: ErrorBody = { error: { code, message, ...shown, invocation } };
  return JSON.stringify(body);
}

/** What goes with an error's body: how to read it, and what its code asks for. Flat, as `writeHead` takes it. */
export function errorHeaders({ code, details }: ErrorAnswer): string[] {
  const headers = ['content-type', 'application/json; charset=utf-8', 'x-content-type-options', 'nosniff'];
  if (details?.allow !== undefined) headers.push('allow', details.allow.join(', '));
  const retryAfter = details?.retryAfter ?? retryAfterSeconds[code];
  if (retryAfter !== undefined) headers.push('retry-after', String(retryAfter));
  if (code === 'UNAUTHORIZED') headers.push('www-authenticate', 'Bearer');
  return headers;
}
