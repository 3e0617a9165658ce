import { NexoError } from '../../contract/errors.ts';
import { failureReason } from '../../disk/failure-reason.ts';

/** STORE_FAILED naming the file, the reason and the next step. `action` is a verb: `save`, `remove`, … */
export function storeError(action: string, file: string, error: unknown): NexoError {
  if (error instanceof NexoError) return error;
  return new NexoError('STORE_FAILED', `Could not ${action} ${file}: ${failureReason(error)}.`, {}, { cause: error });
}
