import { basename, dirname, join } from 'node:path';
import type { z } from 'zod';

import { copyAside } from '../../disk/copy-aside.ts';
import type { DurableFiles } from '../../disk/durable-files.ts';
import { hasCode } from '../../disk/has-code.ts';
import { readText } from '../../disk/read-text.ts';
import { formatJson } from './json-text.ts';
import type { Recoveries } from './recoveries.ts';
import type { StoreFs } from './store-fs.ts';

/** A journal that no Nexo Studio wrote. */
export class ForeignJournalError extends Error {}

/** The file that lists the steps of one change: from when it is on the disk until it is gone, they have to be taken. */
export interface JournalFile<Steps> {
  read(): Promise<{ steps: Steps; writtenAt: number } | undefined>;
  /** Rejects only when it is not there: what failed last may have left it all the same. */
  write(steps: Steps): Promise<void>;
  /** The steps have been taken. */
  remove(): Promise<void>;
  /**
   * Has an interrupted change finished. When the journal turns out to be a foreign one, or `finish` rejects with
   * ForeignJournalError, it is put aside and told: it must not keep the workspace from opening.
   */
  recover(finish: (steps: Steps, writtenAt: number) => Promise<void>): Promise<void>;
}

export interface JournalContext {
  fs: StoreFs;
  files: DurableFiles;
  /** The workspace folder's real path. */
  root: string;
  recoveries: Recoveries;
}

/** `name` is the file's in the workspace's `.nexo`. */
export function createJournalFile<Steps>(
  { fs, files, root, recoveries }: JournalContext,
  name: string,
  schema: z.ZodType<Steps>,
): JournalFile<Steps> {
  const path = join(root, '.nexo', name);

  async function read(): Promise<{ steps: Steps; writtenAt: number } | undefined> {
    try {
      const found = await readText(fs, path);
      return found === null ? undefined : { steps: schema.parse(JSON.parse(found.text)), writtenAt: found.mtimeMs };
    } catch (error) {
      // What is no text is no journal; what the file system refuses may be one.
      if (error instanceof Error && 'code' in error) throw error;
      throw new ForeignJournalError('not a journal', { cause: error });
    }
  }

  return {
    read,
    async write(steps) {
      try {
        await files.write(path, formatJson(steps), 0o600);
      } catch (error) {
        const begun = await read().catch(() => true);
        if (!begun) throw error;
      }
    },
    async remove() {
      await fs.unlink(path).catch((error: unknown) => {
        if (!hasCode(error, 'ENOENT')) throw error;
      });
      // Or a power cut could bring the journal back and undo a later change.
      await files.syncFolder(dirname(path));
    },
    async recover(finish) {
      try {
        const journal = await read();
        if (journal) await finish(journal.steps, journal.writtenAt);
      } catch (error) {
        if (!(error instanceof ForeignJournalError)) throw error;
        const kept = `.nexo/${basename(await copyAside(fs, path))}`;
        await fs.unlink(path);
        recoveries.note({ file: `.nexo/${name}`, reason: error.message, kept });
      }
    },
  };
}
