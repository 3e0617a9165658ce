import { randomBytes } from 'node:crypto';
import { constants } from 'node:fs';
import { dirname, join } from 'node:path';
import { z } from 'zod';

import { NexoError } from '../../contract/errors.ts';
import { functionIdSchema, variablesSchema } from '../../contract/function.ts';
import { grantTargetsSchema } from '../../contract/grant.ts';
import type { DurableFiles } from '../../disk/durable-files.ts';
import { formatJson, parseJson } from './json-text.ts';
import { lastNumber } from './last-number.ts';
import type { Move, MoveJournal } from './move-journal.ts';
import { readBytes } from './read-text-file.ts';
import { storeError } from './store-error.ts';
import { hasCode } from '../../disk/has-code.ts';
import type { StoreFs } from './store-fs.ts';
import type { EnvironmentTable, GrantTable, ImportTable, Incoming } from './store.ts';
import type { WriteQueue } from './write-queue.ts';

export interface ImportTableOptions {
  fs: StoreFs;
  files: DurableFiles;
  journal: MoveJournal;
  /** The workspace's real path. */
  root: string;
  queue: WriteQueue;
  grants: GrantTable;
  environments: EnvironmentTable;
  /** Called within the queue: the disk has other functions and files than before. */
  changed(functionIds: readonly string[], files: readonly string[]): Promise<void>;
}

/** What an undo needs to know, kept in the trash beside what was replaced. */
const undoSchema = z.object({
  functions: z.array(z.object({ id: functionIdSchema, replaced: z.string().optional() })),
  files: z.array(z.object({ path: z.string(), replaced: z.boolean() })),
  grants: z.record(functionIdSchema, grantTargetsSchema),
  environment: z.object({ name: z.string(), variables: variablesSchema }).nullable(),
});
type Undo = z.infer<typeof undoSchema>;

const trash = '.nexo/trash';
const parallelWrites = 8;
const maxFileBytes = 50_000_000;

/** Brings functions and files in from elsewhere: staged beside, and moved to their places in one step. */
export function createImportTable(options: ImportTableOptions): ImportTable {
  const { fs, files, journal, root, queue, grants, environments, changed } = options;
  const placeOf = (path: string): string => join(root, ...path.split('/'));
  const removalOf = async (id: string): Promise<string> =>
    `${trash}/${id}-${1 + (await lastNumber(fs, placeOf(trash), `${id}-`))}`;

  async function stage(
    folder: string,
    incoming: readonly { path: string; bytes: Uint8Array }[],
    wrote: () => void,
  ): Promise<void> {
    const folders = new Set<string>([placeOf(folder)]);
    for (const { path } of incoming) {
      for (let at = dirname(path); at !== '.'; at = dirname(at)) folders.add(placeOf(`${folder}/${at}`));
    }
    for (const one of [...folders].toSorted()) await fs.mkdir(one, { recursive: true });
    const rest = incoming.values();
    const writer = async (): Promise<void> => {
      for (const { path, bytes } of rest) {
        await writeNew(placeOf(`${folder}/${path}`), bytes);
        wrote();
      }
    };
    await Promise.all(Array.from({ length: parallelWrites }, writer));
    for (const one of folders) await files.syncFolder(one);
  }

  async function writeNew(path: string, bytes: Uint8Array): Promise<void> {
    const handle = await fs.open(path, 'wx', 0o666);
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

  async function readUndo(id: string): Promise<Undo> {
    try {
      const flags = constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0);
      const handle = await fs.open(placeOf(`${trash}/imports/${id}/undo.json`), flags);
      try {
        return undoSchema.parse(parseJson(await handle.readFile('utf8')));
      } finally {
        await handle.close();
      }
    } catch (error) {
      if (!hasCode(error, 'ENOENT')) throw error;
      throw new NexoError('NOT_FOUND', 'This import was undone already, or its trash was emptied');
    }
  }

  /** Staged under names of its own, so that no path of the source has a part in where it lies. */
  async function bringIn(incoming: Incoming, onProgress: (done: number) => void): Promise<{ id: string }> {
    const { functions, environment } = incoming;
    const id = String(1 + (await lastNumber(fs, placeOf(`${trash}/imports`))));
    const kept = `${trash}/imports/${id}`;
    const staging = `.nexo/tmp/import-${randomBytes(6).toString('hex')}`;
    let written = 0;
    const wrote = (): void => onProgress(++written);
    try {
      const moves: Move[] = [];
      const undo: Undo = { functions: [], files: [], grants: {}, environment: null };
      for (const [index, one] of functions.entries()) {
        const place = `functions/${one.id}`;
        const replaced = one.replaces ? await removalOf(one.id) : undefined;
        await stage(`${staging}/${index}`, one.files, wrote);
        if (replaced !== undefined) moves.push({ from: place, to: replaced });
        moves.push({ from: `${staging}/${index}`, to: place });
        undo.functions.push({ id: one.id, ...(replaced !== undefined && { replaced }) });
        if (grants.of(one.id).length > 0) undo.grants[one.id] = [...grants.of(one.id)];
      }
      const staged = incoming.files.map(({ bytes }, index) => ({ path: String(index), bytes }));
      await stage(`${staging}/files`, staged, wrote);
      for (const [index, { path, replaces }] of incoming.files.entries()) {
        if (replaces) moves.push({ from: path, to: `${kept}/old/${index}` });
        moves.push({ from: `${staging}/files/${index}`, to: path });
        undo.files.push({ path, replaced: replaces });
      }
      if (environment !== null) undo.environment = { name: environment.name, variables: environment.variables };
      await stage(`${staging}/kept`, [{ path: 'undo.json', bytes: Buffer.from(formatJson(undo)) }], () => undefined);
      moves.unshift({ from: `${staging}/kept`, to: kept });
      await environments.bringIn(environment, async (settings) => {
        if (settings !== null) {
          await stage(`${staging}/settings`, [{ path: 'nexo.json', bytes: Buffer.from(settings) }], () => undefined);
          moves.push({ from: 'nexo.json', to: `${kept}/nexo.json` });
          moves.push({ from: `${staging}/settings/nexo.json`, to: 'nexo.json' });
        }
        // Moves that outlive a power cut must find what they name.
        for (const folder of [staging, '.nexo/tmp']) await files.syncFolder(placeOf(folder));
        await journal.commit(moves);
      });
      return { id };
    } finally {
      // Moves that the next start has to finish need it.
      const pending = await journal.isPending().catch(() => true);
      if (!pending) await fs.rm(placeOf(staging), { recursive: true, force: true }).catch(() => undefined);
    }
  }

  async function takeBack(id: string): Promise<{ removed: string[]; restored: string[] }> {
    const undo = await readUndo(id);
    const kept = `${trash}/imports/${id}`;
    const moves: Move[] = [];
    for (const { id: functionId, replaced } of undo.functions) {
      moves.push({ from: `functions/${functionId}`, to: await removalOf(functionId) });
      if (replaced !== undefined) moves.push({ from: replaced, to: `functions/${functionId}` });
    }
    for (const [index, { path, replaced }] of undo.files.entries()) {
      moves.push({ from: path, to: `${kept}/new/${index}` });
      if (replaced) moves.push({ from: `${kept}/old/${index}`, to: path });
    }
    moves.push({ from: `${kept}/undo.json`, to: `${kept}/undone.json` });
    await journal.commit(moves);
    if (undo.environment !== null) await environments.takeBack(undo.environment);
    for (const [functionId, targets] of Object.entries(undo.grants)) await grants.set(functionId, targets);
    const ids = undo.functions.map((one) => one.id);
    const restored = undo.functions.flatMap((one) => (one.replaced === undefined ? [] : [one.id]));
    await changed(
      ids,
      undo.files.map(({ path }) => path),
    );
    return { removed: ids.filter((one) => !restored.includes(one)), restored };
  }

  const attempt = <Result>(action: string, what: string, job: () => Promise<Result>): Promise<Result> =>
    queue.run(async () => {
      try {
        await journal.recover();
        return await job();
      } catch (error) {
        throw storeError(action, what, error);
      }
    });

  return {
    bringIn: (incoming, onProgress = () => undefined) =>
      attempt('import', incoming.from, async () => {
        const ids = incoming.functions.map(({ id }) => id);
        const paths = incoming.files.map(({ path }) => path);
        try {
          return await bringIn(incoming, onProgress);
        } finally {
          await changed(ids, paths);
        }
      }),
    async read(path) {
      try {
        return await readBytes(fs, root, placeOf(path), maxFileBytes);
      } catch (error) {
        if (hasCode(error, 'ENOENT', 'ENOTDIR')) return undefined;
        throw storeError('read', path, error);
      }
    },
    undo: (id) => attempt('undo', 'the import', () => takeBack(id)),
  };
}
