import { dirname, join, resolve, sep } from 'node:path';
import { z } from 'zod';

import { NexoError } from '../../contract/errors.ts';
import type { DurableFiles } from '../../disk/durable-files.ts';
import { formatJson } from './json-text.ts';
import { hasCode } from '../../disk/has-code.ts';
import type { StoreFs } from './store-fs.ts';

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
  .regex(/^(?:functions\/[a-z0-9]|shared\/|node_modules\/|\.nexo\/(?:tmp|trash)\/|(?:package|tsconfig|nexo)\.json$)/)
  .refine((place) => place.split('/').every((part) => part !== '' && part !== '.' && part !== '..'), 'not a place')
  .refine((place) => !place.includes('\\') && !place.includes('\0'), 'not a place');
const movesSchema = z.array(z.object({ from: placeSchema, to: placeSchema })).max(10_000);

export function createMoveJournal(
  { fs, files }: { fs: StoreFs; files: DurableFiles },
  root: string,
  stateFolder: string,
): MoveJournal {
  const path = join(stateFolder, 'moves.json');

  const exists = (file: string): Promise<boolean> =>
    fs.lstat(file).then(
      () => true,
      (error: unknown) => {
        if (hasCode(error, 'ENOENT', 'ENOTDIR')) return false;
        throw error;
      },
    );

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

  async function move({ from, to }: Move): Promise<void> {
    const [source, target] = [await inside(from), await inside(to)];
    // What is gone has been moved before.
    if (!(await exists(source))) return;
    await fs.mkdir(dirname(target), { recursive: true });
    await fs.rename(source, target);
  }

  async function take(moves: readonly Move[]): Promise<void> {
    for (const one of moves) await move(one);
    const folders = new Set(moves.flatMap(({ from, to }) => [from, to].map((place) => dirname(join(root, place)))));
    for (const folder of folders) if (await exists(folder)) await files.syncFolder(folder);
  }

  /** Somebody else took a place since: everything that can go back does, and nothing is lost. */
  async function giveBack(moves: readonly Move[]): Promise<void> {
    for (const { from, to } of moves.toReversed()) {
      if (!(await exists(await inside(from)))) await move({ from: to, to: from });
    }
  }

  async function forget(): Promise<void> {
    await fs.unlink(path).catch((error: unknown) => {
      if (!hasCode(error, 'ENOENT')) throw error;
    });
    // Or a power cut could bring the journal back and undo a later change.
    await files.syncFolder(stateFolder);
  }

  async function expectFree(moves: readonly Move[]): Promise<void> {
    const cleared = new Set<string>();
    for (const { from, to } of moves) {
      if (!cleared.has(to) && (await exists(await inside(to)))) {
        throw new NexoError('ID_CONFLICT', `There is a ${to} already; nothing was changed`);
      }
      cleared.add(from);
    }
  }

  return {
    async commit(moves) {
      await expectFree(moves);
      await files.write(path, formatJson(movesSchema.parse(moves)), 0o600);
      // From here it can only go forward: a second try now, the next start after that.
      await take(moves).catch(() => take(moves));
      await forget();
    },
    async recover() {
      let text: string;
      try {
        const handle = await fs.open(path, 'r');
        try {
          text = await handle.readFile('utf8');
        } finally {
          await handle.close();
        }
      } catch (error) {
        if (hasCode(error, 'ENOENT')) return;
        throw error;
      }
      const moves = movesSchema.safeParse(parsed(text));
      if (!moves.success) {
        // One that no Nexo Studio wrote is put aside: it must not keep the workspace from opening.
        await fs.rename(path, `${path}.damaged`);
        return;
      }
      await take(moves.data).catch(async (error: unknown) => {
        if (!hasCode(error, 'ENOTEMPTY', 'EEXIST', 'ENOTDIR', 'EISDIR')) throw error;
        await giveBack(moves.data);
      });
      await forget();
    },
    isPending: () => exists(path),
  };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
