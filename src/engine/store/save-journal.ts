import { basename, dirname, join, relative, resolve, sep } from 'node:path';
import { z } from 'zod';

import type { DurableFiles, PreparedWrite } from './durable-files.ts';
import { formatJson } from './json-text.ts';
import { hasCode, type StoreFs } from './store-fs.ts';

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
  removes: z.array(z.string().regex(/^functions[/\\][^/\\]+[/\\]index\.[jt]s$/)),
});
type Steps = z.infer<typeof stepsSchema>;

export function createSaveJournal(fs: StoreFs, files: DurableFiles, root: string, stateFolder: string): SaveJournal {
  const path = join(stateFolder, 'journal.json');
  const temporaryFolder = join(stateFolder, 'tmp');

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
    await fs.unlink(path);
    // Or a power cut could bring the journal back and undo a later save.
    await files.syncFolder(stateFolder);
  }

  /** The journal is a file like any other, and a workspace may come from anywhere. */
  async function inside(file: string): Promise<string> {
    const target = resolve(root, file);
    const folder = await fs.realpath(dirname(target));
    if (!`${folder}${sep}`.startsWith(root + sep)) throw new ForeignJournalError(`${file} is not in the workspace`);
    return target;
  }

  async function readSteps(): Promise<{ steps: Steps; writtenAt: number } | undefined> {
    try {
      const handle = await fs.open(path, 'r');
      try {
        const writtenAt = (await handle.stat()).mtimeMs;
        return { steps: parseSteps(await handle.readFile('utf8')), writtenAt };
      } finally {
        await handle.close();
      }
    } catch (error) {
      if (hasCode(error, 'ENOENT')) return undefined;
      throw error;
    }
  }

  return {
    async commit(writes, removes) {
      const only = removes.length === 0 && writes.length < 2;
      try {
        if (only) return await writes[0]?.commit();
        const steps: Steps = {
          renames: writes.map(({ temporary, target }) => ({ from: basename(temporary), to: relative(root, target) })),
          removes: removes.map((file) => relative(root, file)),
        };
        await files.write(path, formatJson(steps), 0o600);
        const always = () => Promise.resolve(true);
        // From here the save can only go forward: a second try now, the next start after that.
        await take(steps, always).catch(() => take(steps, always));
      } catch (error) {
        const begun = await readSteps().catch(() => true);
        if (!begun) await Promise.all(writes.map((write) => write.discard().catch(() => undefined)));
        throw error;
      }
    },
    async recover() {
      try {
        const journal = await readSteps();
        if (!journal) return;
        await take(journal.steps, async (target) => {
          const state = await fs.stat(target).catch(ignoreMissing);
          return !state || state.mtimeMs <= journal.writtenAt;
        });
      } catch (error) {
        // One that no Nexo Studio wrote is put aside: it must not keep the workspace from opening.
        if (!(error instanceof ForeignJournalError)) throw error;
        await fs.rename(path, `${path}.damaged`);
      }
    },
  };
}

class ForeignJournalError extends Error {}

function parseSteps(text: string): Steps {
  try {
    return stepsSchema.parse(JSON.parse(text));
  } catch (cause) {
    throw new ForeignJournalError('not a journal', { cause });
  }
}

function ignoreMissing(error: unknown): undefined {
  if (!hasCode(error, 'ENOENT')) throw error;
  return undefined;
}
