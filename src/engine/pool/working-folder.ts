import { mkdtempSync, readdirSync, rmdirSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Makes the empty folder that sandboxes of this process work in, below `parent`. Those of engines that were killed, which
 * could not take theirs away, go.
 */
export function makeWorkingFolder(parent: string): string {
  for (const name of readdirSync(parent)) {
    const pid = /^nexo-sandbox-(\d+)-/.exec(name)?.[1];
    if (pid !== undefined && !isAlive(Number(pid))) removeEmpty(join(parent, name));
  }
  return mkdtempSync(join(parent, `nexo-sandbox-${process.pid}-`));
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== 'ESRCH';
  }
}

function removeEmpty(folder: string): void {
  try {
    rmdirSync(folder);
  } catch {
    // Another engine was faster, it is another user's, or it is not empty and so none of ours.
  }
}
