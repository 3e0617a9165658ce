/** What the common refusals of a file system mean for a person, and what to do next. */
const meanings: Record<string, string> = {
  ENOSPC: 'the disk is full. Free some space and try again',
  EDQUOT: 'your disk quota is used up. Free some space and try again',
  EACCES: 'permission was denied. Check who owns the file and its folder',
  EPERM: 'the operation is not permitted. Check who owns the file and its folder',
  EROFS: 'the disk is read-only. Choose another disk, or make this one writable',
  EIO: 'the disk reported an error. Check the disk, and copy your files to another one',
  ENOENT: 'it is gone. Check that its folder was not moved',
  EXDEV: 'it is on another disk. Keep the folder on one disk',
  ELOOP: 'it is a link that leads in circles. Remove the link',
  EMFILE: 'too many files are open. Close other programs and try again',
};

/** Why a file call failed, with the next step; no full stop at its end. */
export function failureReason(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return meanings[code] ?? (error instanceof Error ? error.message : String(error));
}
