import { access, constants, lstat, mkdir, realpath, stat, statfs } from 'node:fs/promises';
import { dirname, join } from 'node:path';

import { NexoError } from '../../contract/errors.ts';
import type { ReadOnly } from '../../contract/workspace.ts';
import { failureReason } from '../../disk/failure-reason.ts';
import { hasCode } from '../../disk/has-code.ts';
import { storeError } from './store-error.ts';

export interface WorkspaceFolders {
  /** The workspace folder's real path. */
  root: string;
  /** Why nothing can be written there. */
  readOnly: ReadOnly | null;
}

/**
 * Makes what is missing of a workspace's folders. One that can be read but not written is read-only; rejects with
 * NexoError STORE_FAILED for one that cannot be a workspace at all.
 */
export async function prepareFolders(folder: string): Promise<WorkspaceFolders> {
  try {
    await expectDisk(folder);
    return { root: await makeFolders(folder), readOnly: null };
  } catch (error) {
    if (!isRefusal(error) || !(await isFolder(join(folder, 'functions')))) throw storeError('open', folder, error);
    const message = `${folder} is read-only: ${failureReason(error)}. Then open it again.`;
    return { root: await realpath(folder), readOnly: { code: 'DISK', message } };
  }
}

async function makeFolders(folder: string): Promise<string> {
  await mkdir(join(folder, 'functions'), { recursive: true });
  const root = await realpath(folder);
  const stateFolder = join(root, '.nexo');
  await mkdir(stateFolder, { recursive: true, mode: 0o700 });
  // A workspace that comes from elsewhere may not send our state, the token among it, to another place.
  if ((await lstat(stateFolder)).isSymbolicLink()) {
    throw new NexoError('STORE_FAILED', `${stateFolder} is a link. Remove it, and open the workspace again.`);
  }
  await mkdir(join(stateFolder, 'tmp'), { recursive: true });
  for (const one of [root, join(root, 'functions'), join(stateFolder, 'tmp')]) await access(one, constants.W_OK);
  return root;
}

const isRefusal = (error: unknown): boolean => hasCode(error, 'EROFS', 'EACCES', 'EPERM');

const isFolder = (path: string): Promise<boolean> =>
  stat(path).then(
    (found) => found.isDirectory(),
    () => false,
  );

/** Linux numbers of file systems that the kernel makes up: /proc and /sys. Making folders there may never end. */
const madeUp = new Set([0x9fa0, 0x62656572]);

async function expectDisk(folder: string): Promise<void> {
  if (process.platform !== 'linux') return;
  let existing = folder;
  while (!(await isFolder(existing)) && dirname(existing) !== existing) existing = dirname(existing);
  const { type } = await statfs(existing);
  if (!madeUp.has(type)) return;
  throw new NexoError(
    'STORE_FAILED',
    `${folder} is no place for files: the system makes it up. Choose another folder.`,
  );
}
