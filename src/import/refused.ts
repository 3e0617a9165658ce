import { NexoError, type ErrorDetails } from '../contract/errors.ts';

/** INVALID_INPUT for a source, or a file of it, that cannot be used. */
export function refused(what: string, why: string, details: ErrorDetails = {}, cause?: unknown): NexoError {
  return new NexoError('INVALID_INPUT', `${what}: ${why}`, { field: 'source', ...details }, { cause });
}
