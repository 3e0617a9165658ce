import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';

import { Low, type Adapter } from 'lowdb';
import { z } from 'zod';

import { NexoError } from '../../contract/errors.ts';
import { functionIdSchema } from '../../contract/function.ts';
import { grantTargetsSchema } from '../../contract/grant.ts';
import type { DurableFiles } from '../../disk/durable-files.ts';
import { damageReason } from './damage-reason.ts';
import { formatJson, parseJson } from './json-text.ts';
import type { Recoveries } from './recoveries.ts';
import { storeError } from './store-error.ts';
import { readText } from '../../disk/read-text.ts';
import type { StoreFs } from './store-fs.ts';
import type { GrantTable, StoreLog } from './store.ts';
import { createWriteQueue } from './write-queue.ts';

export interface GrantTableOptions {
  fs: StoreFs;
  files: DurableFiles;
  /** The workspace's `.nexo`. */
  stateFolder: string;
  log: StoreLog;
  recoveries: Recoveries;
  /** Who may have grants: those of functions that have gone meanwhile count no more. */
  functionIds: readonly string[];
}

const grantFileSchema = z.record(functionIdSchema, grantTargetsSchema);
type GrantFile = z.infer<typeof grantFileSchema>;

const fileName = '.nexo/grants.json';

/** A file that cannot be trusted or understood grants nothing, and stays as it is until a person has looked at it. */
export async function createGrantTable(options: GrantTableOptions): Promise<GrantTable> {
  const { log } = options;
  const grants = new Low<GrantFile>(grantFile(options), {});
  const listeners = new Set<(functionId: string) => void>();
  const queue = createWriteQueue();
  let damage: string | undefined;
  try {
    await grants.read();
  } catch (error) {
    damage = damageReason(error);
    options.recoveries.note({ file: fileName, reason: damage, kept: fileName });
  }
  const known = new Set(options.functionIds);
  grants.data = Object.fromEntries(Object.entries(grants.data).filter(([id]) => known.has(id)));

  const of = (id: string): readonly string[] => (Object.hasOwn(grants.data, id) ? (grants.data[id] ?? []) : []);
  const expectReadable = (): void => {
    if (damage === undefined) return;
    throw new NexoError('STORE_FAILED', `${fileName} cannot be read: ${damage}. Mend or delete it, and restart.`);
  };
  const write = async (id: string, targets: readonly string[]): Promise<void> => {
    const before = grants.data;
    const { [id]: old = [], ...others } = before;
    const wanted = [...new Set(targets)];
    if (wanted.join() === old.join()) return;
    expectReadable();
    grants.data = wanted.length > 0 ? { ...others, [id]: wanted } : others;
    try {
      await grants.write();
    } catch (error) {
      grants.data = before;
      // It may be on the disk all the same.
      await grants.read().catch(() => undefined);
      throw storeError('save', fileName, error);
    }
    for (const listener of listeners) listener(id);
  };
  return {
    of,
    set: (id, targets) => queue.run(() => write(id, targets)),
    bringBack: (targets, commit) =>
      queue.run(async () => {
        const next = { ...grants.data, ...targets } as GrantFile;
        if (isDeepStrictEqual(next, grants.data)) return commit(null);
        expectReadable();
        try {
          // What is to be moved away has to be there.
          await grants.write();
          await commit(formatJson(next));
        } finally {
          await grants.read().catch(() => undefined);
        }
        for (const id of Object.keys(targets)) for (const listener of listeners) listener(id);
      }),
    forget(id) {
      queue.run(() => write(id, [])).catch((error: unknown) => log.warn({ error, id }, 'grants could not be removed'));
    },
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    async dispose() {
      await queue.settled();
      listeners.clear();
    },
  };
}

function grantFile({ fs, files, stateFolder }: GrantTableOptions): Adapter<GrantFile> {
  const path = join(stateFolder, 'grants.json');
  return {
    async read() {
      const text = await readPrivate(fs, path);
      return text === null ? null : grantFileSchema.parse(parseJson(text));
    },
    write: (data) => files.write(path, formatJson(data), 0o600),
  };
}

/** Ours is for its owner alone: one that others can read came with the folder from elsewhere, or they changed it. */
async function readPrivate(fs: StoreFs, path: string): Promise<string | null> {
  const found = await readText(fs, path);
  if (found !== null && process.platform !== 'win32' && (found.mode & 0o077) !== 0) {
    throw new Error('others can read it, so it may not be yours; after a look at it, "chmod 600" makes it count');
  }
  return found?.text ?? null;
}
