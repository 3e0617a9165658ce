import { dirname, join, resolve, sep } from 'node:path';
import { z } from 'zod';

import { NexoError } from '../../contract/errors.ts';
import { hasCode } from '../../disk/has-code.ts';
import { exists } from './exists.ts';
import { createJournalFile, ForeignJournalError, type JournalContext } from './journal-file.ts';
import { makeFolder } from './make-folder.ts';

/** From one place in the workspace to another, both with forward slashes. */
export interface Move {
  from: string;
  to: string;
}

/**
 * Makes many moves one step. The journal is the moment of truth: before it is on the disk nothing has moved, and once it
 * is, the next start finishes what a crash interrupted.
 */
export interface MoveJournal {
  /** Rejects with ID_CONFLICT, nothing moved, when a place is taken that no move before it clears. */
  commit(moves: readonly Move[]): Promise<void>;
  /** Finishes interrupted moves; those that became impossible meanwhile are taken back. */
  recover(): Promise<void>;
  /** Whether moves are still to be finished. */
  isPending(): Promise<boolean>;
}

/** Only what imports move: functions, files that functions are made of, settings, and our own state. */
const placeSchema = z
  .string()
  .max(600)
  .regex(
    /^(?:functions\/[a-z0-9]|shared\/|node_modules\/|\.nexo\/(?:tmp|trash)\/|\.nexo\/grants\.json$|(?:package|tsconfig|nexo)\.json$)/,
  )
  .refine((place) => place.split('/').every((part) => part !== '' && part !== '.' && part !== '..'), 'not a place')
  .refine((place) => !place.includes('\\') && !place.includes('\0'), 'not a place');
const movesSchema = z.array(z.object({ from: placeSchema, to: placeSchema })).max(10_000);

export function createMoveJournal(context: JournalContext): MoveJournal {
  const { fs, files, root } = context;
  const journal = createJournalFile(context, 'moves.json', movesSchema);

  /** The file is one like any other, and a workspace may come from anywhere: no link leads a move out of it. */
  async function inside(place: string): Promise<string> {
    const target = resolve(root, ...place.split('/'));
    for (let folder = dirname(target); folder !== root; folder = dirname(folder)) {
      const real = await fs.realpath(folder).catch(() => undefined);
      if (real !== undefined && !`${real}${sep}`.startsWith(root + sep)) {
        throw new NexoError('INVALID_INPUT', `${place} is behind a link that leaves the workspace`);
      }
    }
    return target;
  }

  /** Ours were looked at before they were written down. */
  async function expectInside(moves: readonly Move[]): Promise<void> {
    try {
      for (const { from, to } of moves) for (const place of [from, to]) await inside(place);
    } catch (error) {
      throw new ForeignJournalError(error instanceof Error ? error.message : String(error), { cause: error });
    }
  }

  async function move(source: string, target: string): Promise<void> {
    await makeFolder(fs, files, dirname(target));
    await fs.rename(source, target);
  }

  /** Takes those that were not taken before. */
  async function take(moves: readonly Move[]): Promise<void> {
    const filled = new Set(moves.map(({ to }) => to));
    for (const { from, to } of moves) {
      const [source, target] = [await inside(from), await inside(to)];
      // What is gone has been moved before.
      if (!(await exists(fs, source))) continue;
      if (await exists(fs, target)) {
        // What made room has been moved before: what is there now came in its place.
        if (filled.has(from)) continue;
        throw taken(to);
      }
      await move(source, target);
    }
    for (const folder of foldersOf(moves)) {
      const path = join(root, folder);
      if (await exists(fs, path)) await files.syncFolder(path);
    }
    await journal.remove();
  }

  /** Somebody else took a place since: everything that can go back does, and nothing is lost. */
  async function giveBack(moves: readonly Move[]): Promise<void> {
    for (const { from, to } of moves.toReversed()) {
      const [source, target] = [await inside(to), await inside(from)];
      if (!(await exists(fs, target)) && (await exists(fs, source))) await move(source, target);
    }
  }

  async function expectFree(moves: readonly Move[]): Promise<void> {
    const cleared = new Set<string>();
    for (const { from, to } of moves) {
      if (!cleared.has(to) && (await exists(fs, await inside(to)))) {
        throw taken(to);
      }
      cleared.add(from);
    }
  }

  return {
    async commit(moves) {
      await expectFree(moves);
      await journal.write(movesSchema.parse(moves));
      // From here it can only go forward: a second try now, the next start after that.
      await take(moves).catch(() => take(moves));
    },
    recover: () =>
      journal.recover(async (moves) => {
        await expectInside(moves);
        await take(moves).catch(async (error: unknown) => {
          if (!hasCode(error, 'ID_CONFLICT', 'ENOTEMPTY', 'EEXIST', 'ENOTDIR', 'EISDIR')) throw error;
          await giveBack(moves);
          await journal.remove();
        });
      }),
    isPending: async () => (await journal.read()) !== undefined,
  };
}

/**
 * What moves change, in the order it has to last in: nothing that came to a place may outlive a power cut which what made
 * room for it does not. Room is made by moving to where our own things are kept.
 */
function foldersOf(moves: readonly Move[]): string[] {
  const folders = new Set(moves.flatMap(({ from, to }) => [dirname(from), dirname(to)]));
  const isOurs = (folder: string): boolean => folder.startsWith('.nexo/');
  return [...folders].toSorted((a, b) => Number(isOurs(b)) - Number(isOurs(a)));
}

function taken(place: string): NexoError {
  return new NexoError('ID_CONFLICT', `There is a ${place} already; nothing was changed`);
}
