import { hasCode } from '../../disk/has-code.ts';
import type { StoreFs } from './store-fs.ts';

/** Whether there is anything at a path, a link that leads nowhere included. Rejects when the file system does not say. */
export async function exists(fs: StoreFs, path: string): Promise<boolean> {
  try {
    await fs.lstat(path);
    return true;
  } catch (error) {
    if (hasCode(error, 'ENOENT', 'ENOTDIR')) return false;
    throw error;
  }
}
