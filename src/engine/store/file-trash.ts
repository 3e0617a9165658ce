import { basename, dirname, join } from 'node:path';

import { NexoError } from '../../contract/errors.ts';
import type { DurableFiles } from '../../disk/durable-files.ts';
import { readText } from '../../disk/read-text.ts';
import { lastNumber } from './last-number.ts';
import type { StoreFs } from './store-fs.ts';

/** Deleted files and folders in `.nexo/trash/files/<n>/`, each with the place it came from. */
export interface FileTrash {
  /** Moves what is at `place` there; `path` is what it is called in the workspace. Answers the number. */
  take(path: string, place: string): Promise<string>;
  /** Moves it to where `target` says, and answers what it was called. Rejects with FILE_NOT_FOUND. */
  give(removal: string, target: (path: string) => Promise<string>): Promise<string>;
}

export function createFileTrash(fs: StoreFs, files: DurableFiles, root: string): FileTrash {
  const trash = join(root, '.nexo', 'trash', 'files');

  async function originOf(removal: string): Promise<string> {
    const found = await readText(fs, join(trash, removal, '.origin'));
    if (found === null) throw new NexoError('FILE_NOT_FOUND', 'What was deleted is not in the trash any more');
    return found.text;
  }

  return {
    async take(path, place) {
      await fs.mkdir(trash, { recursive: true });
      const removal = String(1 + (await lastNumber(fs, trash)));
      const folder = join(trash, removal);
      await fs.mkdir(folder);
      await files.write(join(folder, '.origin'), path);
      await fs.rename(place, join(folder, basename(place)));
      await files.syncFolder(folder);
      await files.syncFolder(trash);
      await files.syncFolder(dirname(place));
      return removal;
    },
    async give(removal, target) {
      const path = await originOf(removal);
      const folder = join(trash, removal);
      const place = await target(path);
      await fs.rename(join(folder, basename(path)), place);
      await files.syncFolder(dirname(place));
      await fs.rm(folder, { recursive: true, force: true });
      return path;
    },
  };
}
