import { Low } from 'lowdb';

import { NexoError } from '../../contract/errors.ts';
import { functionIdSchema, type FunctionPatch, type NexoFunction } from '../../contract/function.ts';
import { eventOf, isSame, summaryOf, type Entry } from './entry.ts';
import { createFolder, listFolders, trashFolder, untrashFolder } from './function-folders.ts';
import { createFunctionFolder, DamagedFolderError, type FolderContext } from './function-folder.ts';
import { functionIdFor } from './function-id.ts';
import {
  entryFileFor,
  functionOf,
  patchRecord,
  recordOf,
  trustedRecord,
  type FunctionContent,
} from './function-record.ts';
import { storeError } from './store-error.ts';
import type { Store, StoreEvent, StoreLog } from './store.ts';
import { createTurns } from './turns.ts';
import type { WriteQueue } from './write-queue.ts';

export interface FunctionTable extends Omit<
  Store,
  | 'folder'
  | 'readOnly'
  | 'recoveries'
  | 'expectWritable'
  | 'grants'
  | 'files'
  | 'packages'
  | 'tests'
  | 'environments'
  | 'publishing'
  | 'imports'
> {
  /** Tells the listeners that files of the workspace have changed. */
  filesChanged(files: readonly string[]): void;
  load(onProgress: (progress: { done: number; total: number }) => void): Promise<void>;
  /** Whether there is a function of that id, damaged or not. */
  has(id: string): boolean;
  /** Takes over what the disk has of functions that we changed; called within the queue. */
  refresh(ids: readonly string[]): Promise<void>;
  /** Looks at a folder again: somebody may have changed it. */
  reload(id: string): void;
}

/** How long a folder may be unreadable before it counts as damaged: most are only half written. */
const secondLookMs = 400;
const parallelReads = 32;

/** The functions of a workspace in memory, always as the disk has them; every change goes through one queue. */
export function createFunctionTable(context: FolderContext & { log: StoreLog; queue: WriteQueue }): FunctionTable {
  const { journal, log, queue } = context;
  const entries = new Map<string, Entry>();
  const listeners = new Set<(event: StoreEvent) => void>();
  const waiting = new Map<string, { patches: FunctionPatch[]; saved: Promise<NexoFunction> }>();
  const secondLooks = new Map<string, NodeJS.Timeout>();
  let disposed = false;

  async function read(id: string): Promise<Entry | undefined> {
    const content = new Low<FunctionContent | null>(createFunctionFolder(context, id), null);
    try {
      await content.read();
    } catch (error) {
      if (!(error instanceof DamagedFolderError)) throw error;
      return { state: 'damaged', id, damage: error.damage };
    }
    return content.data ? { state: 'good', content, function: functionOf(id, content.data) } : undefined;
  }

  /** Takes over what the disk has, and tells the listeners when that is news. */
  async function refresh(
    id: string,
    by: 'us' | 'others' = 'us',
    patience: 'patient' | 'final' = 'final',
  ): Promise<void> {
    const known = entries.get(id);
    const found = await read(id);
    if (found?.state === 'damaged' && known?.state !== 'damaged' && patience === 'patient') return lookAgain(id);
    if (found) entries.set(id, found);
    else entries.delete(id);
    if (!isSame(known, found)) emit(eventOf(id, found, by));
  }

  function lookAgain(id: string): void {
    clearTimeout(secondLooks.get(id));
    const look = () => {
      secondLooks.delete(id);
      reload(id, 'final');
    };
    secondLooks.set(id, setTimeout(look, secondLookMs));
  }

  function reload(id: string, patience: 'patient' | 'final' = 'patient'): void {
    if (disposed || !functionIdSchema.safeParse(id).success) return;
    queue
      .run(() => refresh(id, 'others', patience))
      .catch((error: unknown) => log.warn({ error, id }, 'a changed function could not be read'));
  }

  function emit(event: StoreEvent): void {
    for (const listener of listeners) {
      try {
        listener(event);
      } catch (error) {
        log.warn({ error, event: event.type }, 'a listener of the store failed');
      }
    }
  }

  /** Does one change on the disk. Whatever it did or failed to do, memory ends up as the disk is. */
  function change<Result>(action: string, what: string, job: () => Promise<Result>): Promise<Result> {
    return queue.run(async () => {
      if (disposed) throw new NexoError('SHUTTING_DOWN', 'The workspace is being closed');
      try {
        await journal.recover();
        return await job();
      } catch (error) {
        throw storeError(action, what, error);
      }
    });
  }

  /** A folder may be there though making it failed at its last step. */
  async function orLookForNew(making: Promise<string>): Promise<string> {
    try {
      return await making;
    } catch (error) {
      const { ids } = await listFolders(context);
      for (const id of ids) if (!entries.has(id)) await refresh(id);
      throw error;
    }
  }

  function expectGood(id: string): Entry & { state: 'good' } {
    const entry = entries.get(id);
    if (!entry) throw new NexoError('FUNCTION_NOT_FOUND', `There is no function "${id}"`);
    if (entry.state === 'good') return entry;
    const { file, reason } = entry.damage;
    throw new NexoError('FUNCTION_DAMAGED', `"${id}" cannot be opened: ${file}: ${reason}. Repair the file first.`);
  }

  /** Writes a function as `make` has it, of what the disk has now; called within the queue. */
  async function rewrite(id: string, make: (content: FunctionContent) => FunctionContent): Promise<NexoFunction> {
    await refresh(id);
    const { content } = expectGood(id);
    content.data = content.data && make(content.data);
    try {
      await content.write();
    } finally {
      await refresh(id);
    }
    return expectGood(id).function;
  }

  function update(id: string, patch: FunctionPatch): Promise<NexoFunction> {
    const batch = waiting.get(id);
    if (batch) {
      batch.patches.push(patch);
      return batch.saved;
    }
    const patches = [patch];
    const saved = change('save', `functions/${id}`, async () => {
      // What comes from here on waits for the next write; everything before shares this one.
      waiting.delete(id);
      return rewrite(id, (content) => patches.reduce(patched, content));
    });
    waiting.set(id, { patches, saved });
    return saved;
  }

  return {
    async load(onProgress) {
      const { ids, others } = await listFolders(context);
      if (others.length > 0) log.warn({ folders: others }, 'folders whose names cannot be a function id are left out');
      onProgress({ done: 0, total: ids.length });
      const rest = ids.values();
      let done = 0;
      const pause = createTurns();
      const reader = async () => {
        for (const id of rest) {
          const entry = await read(id);
          if (entry) entries.set(id, entry);
          onProgress({ done: ++done, total: ids.length });
          await pause();
        }
      };
      await Promise.all(Array.from({ length: parallelReads }, reader));
    },
    reload: (id) => reload(id),
    has: (id) => entries.has(id),
    filesChanged: (files) => emit({ type: 'files', files }),
    list: () => [...entries.values()].map(summaryOf).toSorted((a, b) => (a.id < b.id ? -1 : 1)),
    get(id) {
      const entry = entries.get(id);
      return entry?.state === 'good' ? entry.function : undefined;
    },
    fileOf(id, language) {
      const entry = entries.get(id);
      const current = entry?.state === 'good' ? entry.content.data?.source : undefined;
      return `functions/${id}/${entryFileFor(language, current)}`;
    },
    fileOfNew: ({ name, language }) => `functions/${functionIdFor(name, entries.keys())}/${entryFileFor(language)}`,
    create: (draft) =>
      change('save', `the new function "${draft.name}"`, async () => {
        const { language, code } = draft;
        const content = { record: recordOf(draft), language, source: entryFileFor(language), code };
        const id = await orLookForNew(createFolder(context, draft.name, content));
        await refresh(id);
        return expectGood(id).function;
      }),
    duplicate: (id, { name, route }) =>
      change('duplicate', `functions/${id}`, async () => {
        await refresh(id);
        const original = expectGood(id).content.data;
        if (!original) throw new NexoError('FUNCTION_NOT_FOUND', `There is no function "${id}"`);
        const content = { ...original, record: { ...original.record, name, route } };
        const copy = await orLookForNew(createFolder(context, name, content, { id, source: original.source }));
        await refresh(copy);
        return expectGood(copy).function;
      }),
    update,
    trust: (id) =>
      change('trust', `functions/${id}`, () =>
        rewrite(id, (content) => ({ ...content, record: trustedRecord(content.record) })),
      ),
    async refresh(ids) {
      for (const id of ids) await refresh(id);
    },
    remove: (id) =>
      change('remove', `functions/${id}`, async () => {
        if (!entries.has(id)) throw new NexoError('FUNCTION_NOT_FOUND', `There is no function "${id}"`);
        try {
          await trashFolder(context, id);
        } finally {
          await refresh(id);
        }
      }),
    restore: (id, check) =>
      change('bring back', `functions/${id}`, async () => {
        await refresh(id);
        if (entries.get(id)?.state === 'damaged') expectGood(id);
        if (entries.has(id)) throw new NexoError('ID_CONFLICT', `There is a function "${id}" again`);
        try {
          await untrashFolder(context, id, check);
        } finally {
          await refresh(id);
        }
        const restored = entries.get(id);
        if (!restored) throw new NexoError('FUNCTION_NOT_FOUND', `"${id}" was removed again`);
        return summaryOf(restored);
      }),
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    async dispose() {
      for (const timer of secondLooks.values()) clearTimeout(timer);
      await queue.settled();
      disposed = true;
      listeners.clear();
    },
  };
}

function patched(content: FunctionContent, patch: FunctionPatch): FunctionContent {
  const { language = content.language, code = content.code } = patch;
  return { record: patchRecord(content.record, patch), language, source: entryFileFor(language, content.source), code };
}
