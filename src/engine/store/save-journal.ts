import { basename, dirname, join, relative, resolve, sep } from 'node:path';
import { z } from 'zod';

import type { DurableFiles, PreparedWrite } from '../../disk/durable-files.ts';
import { formatJson } from './json-text.ts';
import { copyAside } from '../../disk/copy-aside.ts';
import { hasCode } from '../../disk/has-code.ts';
import { readText } from '../../disk/read-text.ts';
import type { Recoveries } from './recoveries.ts';
import type { StoreFs } from './store-fs.ts';

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

export function createSaveJournal(
  fs: StoreFs,
  files: DurableFiles,
  root: string,
  stateFolder: string,
  recoveries: Recoveries,
): SaveJournal {
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
    await fs.unlink(path).catch(ignoreMissing);
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
    const found = await readText(fs, path).catch((error: unknown) => {
      // What is no text is no journal; what the file system refuses may be one.
      throw error instanceof Error && 'code' in error
        ? error
        : new ForeignJournalError('not a journal', { cause: error });
    });
    return found === null ? undefined : { steps: parseSteps(found.text), writtenAt: found.mtimeMs };
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
        await files.write(path, formatJson(steps), 0o600);
      } catch (error) {
        // What failed last may have left it there all the same.
        const begun = await readSteps().catch(() => true);
        if (!begun) {
          await discard();
          throw error;
        }
      }
      const always = () => Promise.resolve(true);
      // From here the save can only go forward: a second try now, the next start after that.
      await take(steps, always).catch(() => take(steps, always));
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
        const kept = relative(root, await copyAside(fs, path));
        await fs.unlink(path);
        recoveries.note({ file: relative(root, path), reason: error.message, kept });
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
