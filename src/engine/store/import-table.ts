import { constants } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

import { NexoError } from '../../contract/errors.ts';
import type { Environment } from '../../contract/environment.ts';
import { functionIdSchema, secretsSchema, variablesSchema } from '../../contract/function.ts';
import { grantTargetsSchema } from '../../contract/grant.ts';
import type { DurableFiles } from '../../disk/durable-files.ts';
import { formatJson, parseJson } from './json-text.ts';
import { lastNumber } from './last-number.ts';
import type { Move, MoveJournal } from './move-journal.ts';
import { readBytes } from './read-text-file.ts';
import { storeError } from './store-error.ts';
import { hasCode } from '../../disk/has-code.ts';
import type { StoreFs } from './store-fs.ts';
import { createStaging } from './staging.ts';
import type { AddedSettings, EnvironmentTable, GrantTable, ImportTable, Incoming } from './store.ts';
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

const addedSettingsSchema = z.object({
  name: z.string(),
  variables: variablesSchema,
  secrets: secretsSchema.default([]),
  isNew: z.boolean().default(false),
});

/** What an undo needs to know, kept in the trash beside what was replaced. */
const undoSchema = z.object({
  functions: z.array(z.object({ id: functionIdSchema, replaced: z.string().optional() })),
  files: z.array(z.object({ path: z.string(), replaced: z.boolean() })),
  grants: z.record(functionIdSchema, grantTargetsSchema),
  environment: addedSettingsSchema.nullable(),
});
type Undo = z.infer<typeof undoSchema>;

const trash = '.nexo/trash';
const maxFileBytes = 50_000_000;

/** Brings functions and files in from elsewhere: staged beside, and moved to their places in one step. */
export function createImportTable(options: ImportTableOptions): ImportTable {
  const { fs, files, journal, root, queue, grants, environments, changed } = options;
  const placeOf = (path: string): string => join(root, ...path.split('/'));
  const staging = createStaging({ fs, files, journal, placeOf });
  const removalOf = async (id: string): Promise<string> =>
    `${trash}/${id}-${1 + (await lastNumber(fs, placeOf(trash), `${id}-`))}`;

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
  const bringIn = (incoming: Incoming, wrote: () => void): Promise<{ id: string }> =>
    staging.use('import', async (staged) => {
      const { functions, environment } = incoming;
      const id = String(1 + (await lastNumber(fs, placeOf(`${trash}/imports`))));
      const kept = `${trash}/imports/${id}`;
      const moves: Move[] = [];
      const undo: Undo = { functions: [], files: [], grants: {}, environment: addedTo(environments, environment) };
      for (const [index, one] of functions.entries()) {
        const place = `functions/${one.id}`;
        const replaced = one.replaces ? await removalOf(one.id) : undefined;
        await staging.put(`${staged}/${index}`, one.files, wrote);
        if (replaced !== undefined) moves.push({ from: place, to: replaced });
        moves.push({ from: `${staged}/${index}`, to: place });
        undo.functions.push({ id: one.id, ...(replaced !== undefined && { replaced }) });
        if (grants.of(one.id).length > 0) undo.grants[one.id] = [...grants.of(one.id)];
      }
      const renamed = incoming.files.map(({ bytes }, index) => ({ path: String(index), bytes }));
      await staging.put(`${staged}/files`, renamed, wrote);
      for (const [index, { path, replaces }] of incoming.files.entries()) {
        if (replaces) moves.push({ from: path, to: `${kept}/old/${index}` });
        moves.push({ from: `${staged}/files/${index}`, to: path });
        undo.files.push({ path, replaced: replaces });
      }
      await staging.put(`${staged}/kept`, [{ path: 'undo.json', bytes: Buffer.from(formatJson(undo)) }]);
      moves.unshift({ from: `${staged}/kept`, to: kept });
      await environments.bringIn(environment, async (settings) => {
        if (settings !== null) moves.push(...(await exchange(staged, 'nexo.json', settings, `${kept}/nexo.json`)));
        await staging.commit(staged, moves);
      });
      return { id };
    });

  /** The moves that put a text in the place of a file that is there, which is kept. */
  async function exchange(staged: string, path: string, text: string, kept: string, mode?: number): Promise<Move[]> {
    const folder = `${staged}/${path.replaceAll('/', '-')}`;
    await staging.put(folder, [{ path: 'text', bytes: Buffer.from(text), ...(mode !== undefined && { mode }) }]);
    return [
      { from: path, to: kept },
      { from: `${folder}/text`, to: path },
    ];
  }

  const takeBack = (id: string, undo: Undo): Promise<void> =>
    staging.use('undo', async (staged) => {
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
      await staging.put(staged, []);
      await environments.takeBack(undo.environment, (settings) =>
        grants.bringBack(undo.grants, async (targets) => {
          const undone = `${kept}/undone`;
          if (settings !== null) moves.push(...(await exchange(staged, 'nexo.json', settings, `${undone}/nexo.json`)));
          if (targets !== null)
            moves.push(...(await exchange(staged, '.nexo/grants.json', targets, `${undone}/grants.json`, 0o600)));
          moves.push({ from: `${kept}/undo.json`, to: `${kept}/undone.json` });
          await staging.commit(staged, moves);
        }),
      );
    });

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
        let written = 0;
        try {
          return await bringIn(incoming, () => onProgress(++written));
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
    undo: (importId) =>
      attempt('undo', 'the import', async () => {
        const undo = await readUndo(importId);
        const ids = undo.functions.map(({ id }) => id);
        try {
          await takeBack(importId, undo);
        } finally {
          const paths = undo.files.map(({ path }) => path);
          await changed(ids, paths);
        }
        const restored = undo.functions.flatMap(({ id, replaced }) => (replaced === undefined ? [] : [id]));
        return { removed: ids.filter((one) => !restored.includes(one)), restored };
      }),
  };
}

/** What of it the environment does not have yet. */
function addedTo(environments: EnvironmentTable, incoming: Environment | null): AddedSettings | null {
  if (incoming === null) return null;
  const { name, variables, secrets } = incoming;
  const there = environments.list().find((one) => one.name === name);
  return {
    name,
    variables,
    secrets: secrets.filter((secret) => there?.secrets.includes(secret) !== true),
    isNew: there === undefined,
  };
}
