import { NexoError } from '../../contract/errors.ts';

/** What the common refusals of a file system mean for a person, and what to do next. */
const meanings: Record<string, string> = {
  ENOSPC: 'the disk is full. Free some space and try again',
  EDQUOT: 'your disk quota is used up. Free some space and try again',
  EACCES: 'permission was denied. Check who owns the file and its folder',
  EPERM: 'the operation is not permitted. Check who owns the file and its folder',
  EROFS: 'the disk is read-only. Choose a workspace on another disk',
  EIO: 'the disk reported an error. Check the disk, and copy the workspace to another one',
  ENOENT: 'it is gone. Check that the workspace folder was not moved',
  EXDEV: 'it is on another disk than the workspace. Keep the workspace on one disk',
  ELOOP: 'it is a link that leads in circles. Remove the link',
  EMFILE: 'too many files are open. Close other programs and try again',
};

/** STORE_FAILED naming the file, the reason and the next step. `action` is a verb: `save`, `remove`, … */
export function storeError(action: string, file: string, error: unknown): NexoError {
  if (error instanceof NexoError) return error;
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const reason = meanings[code] ?? (error instanceof Error ? error.message : String(error));
  return new NexoError('STORE_FAILED', `Could not ${action} ${file}: ${reason}.`, {}, { cause: error });
}
