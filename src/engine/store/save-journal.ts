import { basename, dirname, join, relative, resolve, sep } from 'node:path';
import { z } from 'zod';

import type { PreparedWrite } from '../../disk/durable-files.ts';
import { hasCode } from '../../disk/has-code.ts';
import { createJournalFile, ForeignJournalError, type JournalContext } from './journal-file.ts';

/**
 * Makes a save of several files one step. The new bytes are already on the disk under temporary names; the journal
 * that lists the renames is the moment of truth: before it the old state is complete, after it the new one is, and
 * the next start finishes what a crash interrupted.
 */
export interface SaveJournal {
  commit(writes: PreparedWrite[], removes: string[]): Promise<void>;
  /** Finishes an interrupted save. Files changed since by somebody else are left as they are. */
  recover(): Promise<void>;
}

const stepsSchema = z.object({
  renames: z.array(z.object({ from: z.string(), to: z.string() })),
  removes: z.array(
    z.string().regex(/^functions[/\\][^/\\]+[/\\](?:index\.(?:ts|tsx|js|mjs|jsx)|tests[/\\][^/\\]+\.json)$/),
  ),
});
type Steps = z.infer<typeof stepsSchema>;

export function createSaveJournal(context: JournalContext): SaveJournal {
  const { fs, files, root } = context;
  const journal = createJournalFile(context, 'journal.json', stepsSchema);
  const temporaryFolder = join(root, '.nexo', 'tmp');

  async function take({ renames, removes }: Steps, mayReplace: (target: string) => Promise<boolean>): Promise<void> {
    const folders = new Set<string>();
    for (const { from, to } of renames) {
      const target = await inside(to);
      const temporary = join(temporaryFolder, basename(from));
      if (!(await mayReplace(target))) continue;
      await fs.rename(temporary, target).catch(ignoreMissing);
      folders.add(dirname(target));
    }
    for (const file of removes) {
      const target = await inside(file);
      await fs.unlink(target).catch(ignoreMissing);
      folders.add(dirname(target));
    }
    for (const folder of folders) await files.syncFolder(folder);
    await journal.remove();
  }

  /** The journal is a file like any other, and a workspace may come from anywhere. */
  async function inside(file: string): Promise<string> {
    const target = resolve(root, file);
    const folder = await fs.realpath(dirname(target));
    if (!`${folder}${sep}`.startsWith(root + sep)) throw new ForeignJournalError(`${file} is not in the workspace`);
    return target;
  }

  return {
    async commit(writes, removes) {
      const discard = () => Promise.all(writes.map((write) => write.discard().catch(() => undefined)));
      const only = removes.length === 0 && writes.length < 2;
      if (only) {
        return writes[0]?.commit().catch(async (error: unknown) => {
          await discard();
          throw error;
        });
      }
      const steps: Steps = {
        renames: writes.map(({ temporary, target }) => ({ from: basename(temporary), to: relative(root, target) })),
        removes: removes.map((file) => relative(root, file)),
      };
      try {
        // A journal that outlives a power cut must find what it names.
        if (writes.length > 0) await files.syncFolder(temporaryFolder);
        await journal.write(steps);
      } catch (error) {
        await discard();
        throw error;
      }
      const always = () => Promise.resolve(true);
      // From here the save can only go forward: a second try now, the next start after that.
      await take(steps, always).catch(() => take(steps, always));
    },
    recover: () =>
      journal.recover((steps, writtenAt) =>
        take(steps, async (target) => {
          const state = await fs.stat(target).catch(ignoreMissing);
          return !state || state.mtimeMs <= writtenAt;
        }),
      ),
  };
}

function ignoreMissing(error: unknown): undefined {
  if (!hasCode(error, 'ENOENT')) throw error;
  return undefined;
}
