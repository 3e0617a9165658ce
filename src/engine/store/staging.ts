import { randomBytes } from 'node:crypto';
import { dirname } from 'node:path';

import type { DurableFiles } from '../../disk/durable-files.ts';
import type { Move, MoveJournal } from './move-journal.ts';
import type { StoreFs } from './store-fs.ts';

export interface StagedFile {
  /** In the folder it is staged in. */
  path: string;
  bytes: Uint8Array;
  mode?: number;
}

/** Puts what moves will bring to its places on the disk first. Places are paths in the workspace. */
export interface Staging {
  /**
   * Runs `work` with a folder of its own, which goes once it has ended: unless moves are left that the next start has to
   * finish.
   */
  use<Result>(purpose: string, work: (folder: string) => Promise<Result>): Promise<Result>;
  /** Writes files and what they lie in; `wrote` is called after each. */
  put(folder: string, files: readonly StagedFile[], wrote?: () => void): Promise<void>;
  /** Takes the moves as one step, with all that was put there. */
  commit(folder: string, moves: readonly Move[]): Promise<void>;
}

export interface StagingOptions {
  fs: StoreFs;
  files: DurableFiles;
  journal: MoveJournal;
  placeOf(path: string): string;
}

const parallelWrites = 8;
const parent = '.nexo/tmp';

export function createStaging({ fs, files, journal, placeOf }: StagingOptions): Staging {
  async function writeNew(path: string, { bytes, mode = 0o666 }: StagedFile): Promise<void> {
    const handle = await fs.open(path, 'wx', mode);
    try {
      await handle.writeFile(bytes);
      if ((await handle.stat()).size !== bytes.byteLength) {
        throw Object.assign(new Error('short write'), { code: 'ENOSPC' });
      }
      await handle.sync();
    } finally {
      await handle.close();
    }
  }

  return {
    async use(purpose, work) {
      const folder = `${parent}/${purpose}-${randomBytes(6).toString('hex')}`;
      try {
        return await work(folder);
      } finally {
        const pending = await journal.isPending().catch(() => true);
        if (!pending) await fs.rm(placeOf(folder), { recursive: true, force: true }).catch(() => undefined);
      }
    },
    async put(folder, staged, wrote = () => undefined) {
      const folders = new Set<string>([placeOf(folder)]);
      for (const { path } of staged) {
        for (let at = dirname(path); at !== '.'; at = dirname(at)) folders.add(placeOf(`${folder}/${at}`));
      }
      for (const one of [...folders].toSorted()) await fs.mkdir(one, { recursive: true });
      const rest = staged.values();
      const writer = async (): Promise<void> => {
        for (const file of rest) {
          await writeNew(placeOf(`${folder}/${file.path}`), file);
          wrote();
        }
      };
      await Promise.all(Array.from({ length: parallelWrites }, writer));
      for (const one of folders) await files.syncFolder(one);
    },
    async commit(folder, moves) {
      // Moves that outlive a power cut must find what they name.
      for (const one of [folder, parent]) await files.syncFolder(placeOf(one));
      await journal.commit(moves);
    },
  };
}
