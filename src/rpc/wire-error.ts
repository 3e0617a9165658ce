import { ORPCError } from '@orpc/client';
import { ValidationError } from '@orpc/contract';

import { errorStatus, NexoError, type ErrorCode, type ErrorDetails, type InputIssue } from '../contract/errors.ts';

/** A failure as every wire carries it: the catalogue's code and status, a text for a person, the details as data. */
export type WireError = ORPCError<ErrorCode, ErrorDetails>;

/**
 * Turns whatever a procedure threw into what the caller may see. Input that does not fit its schema becomes
 * INVALID_INPUT; what is not in the catalogue becomes INTERNAL without its text, with the error itself as `cause`.
 */
function toWireError(error: unknown): WireError {
  if (error instanceof NexoError) return makeWireError(error.code, error.message, error.details, error);
  if (error instanceof ORPCError && error.cause instanceof ValidationError && error.code === 'BAD_REQUEST') {
    return invalidInput(error.cause);
  }
  return makeWireError('INTERNAL', 'something went wrong inside Nexo; its log says more', {}, error);
}

/** An interceptor for any wire: lets callers see wire errors only, and tells `onError` what was our own fault. */
export function describeErrors(onError: (error: unknown) => void) {
  return async <T>({ next }: { next: () => Promise<T> }): Promise<T> => {
    try {
      return await next();
    } catch (error) {
      const wireError = toWireError(error);
      if (wireError.code === 'INTERNAL') onError(error);
      throw wireError;
    }
  };
}

function invalidInput(cause: ValidationError): WireError {
  const issues = cause.issues.flatMap(describeIssue);
  const [first] = issues;
  const message = first === undefined ? 'the input is not valid' : describe(first);
  return makeWireError('INVALID_INPUT', message, { field: first?.field, issues }, cause);
}

function describe(issue: InputIssue): string {
  return issue.field === '' ? issue.message : `${issue.field}: ${issue.message}`;
}

/** An unknown key is reported by zod on its parent; the person needs to read the key itself. */
function describeIssue(issue: ValidationError['issues'][number]): InputIssue[] {
  const path = (issue.path ?? []).map((part) => String(typeof part === 'object' ? part.key : part));
  const keys = 'keys' in issue && Array.isArray(issue.keys) ? issue.keys.map(String) : [];
  if (keys.length > 0)
    return keys.map((key) => ({ field: [...path, key].join('.'), message: 'there is no such field' }));
  return [{ field: path.join('.'), message: issue.message }];
}

function makeWireError(code: ErrorCode, message: string, data: ErrorDetails, cause: unknown): WireError {
  return new ORPCError(code, { status: errorStatus[code], message, data, cause });
}
