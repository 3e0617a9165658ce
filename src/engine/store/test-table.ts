import { NexoError } from '../../contract/errors.ts';
import { functionIdSchema } from '../../contract/function.ts';
import type { StoredTest, TestCase, TestSummary } from '../../contract/test.ts';
import { testProblems } from '../../testing/test-problems.ts';
import { storeError } from './store-error.ts';
import { hasCode } from '../../disk/has-code.ts';
import type { StoreLog, TestTable } from './store.ts';
import { createTestFolder, testPath, type ReadTest, type TestFolderContext } from './test-folder.ts';
import { createTurns } from './turns.ts';
import type { WriteQueue } from './write-queue.ts';

export interface WritableTestTable extends TestTable {
  /** Looks at a function's tests again: somebody may have changed them. */
  reload(functionId: string): void;
  /** The same of tests that we changed; called within the queue. */
  refresh(functionIds: Iterable<string>): Promise<void>;
  dispose(): Promise<void>;
}

const maxBodyFileBytes = 15_000_000;
const parallelReads = 16;

/** The tests of a workspace in memory, as the disk has them. They are read while the functions serve already. */
export function createTestTable(
  context: TestFolderContext & { log: StoreLog; queue: WriteQueue; functionIds: readonly string[] },
): WritableTestTable {
  const { log, queue } = context;
  const tests = new Map<string, Map<string, ReadTest>>();
  const listeners = new Set<(functionId: string) => void>();
  const ready = load();

  async function load(): Promise<void> {
    const rest = context.functionIds.values();
    const pause = createTurns();
    const reader = async (): Promise<void> => {
      for (const id of rest) {
        await tryToRefresh(id);
        await pause();
      }
    };
    await Promise.all(Array.from({ length: parallelReads }, reader));
  }

  async function refresh(functionId: string): Promise<void> {
    const found = await createTestFolder(context, functionId).readAll();
    const before = tests.get(functionId);
    if (found.size > 0) tests.set(functionId, found);
    else tests.delete(functionId);
    if (isSame(before, found)) return;
    for (const listener of listeners) listener(functionId);
  }

  async function tryToRefresh(functionId: string): Promise<void> {
    await refresh(functionId).catch((error: unknown) => {
      log.warn({ error, functionId }, 'the tests of a function could not be read');
    });
  }

  /** Does one change on the disk; whatever it did or failed to do, memory ends up as the disk is. */
  function change(functionId: string, name: string, action: string, job: () => Promise<void>): Promise<void> {
    return queue.run(async () => {
      await ready;
      try {
        await context.journal.recover();
        await job().catch(async (error: unknown) => {
          await tryToRefresh(functionId);
          throw error;
        });
        await refresh(functionId);
      } catch (error) {
        throw storeError(action, testPath(functionId, `${name}.json`), error);
      }
    });
  }

  const expectTest = (functionId: string, name: string): ReadTest => {
    const found = tests.get(functionId)?.get(name);
    if (found === undefined) throw new NexoError('NOT_FOUND', `"${functionId}" has no test "${name}"`);
    return found;
  };
  const expectGood = (functionId: string, name: string): StoredTest => {
    const { test, broken } = expectTest(functionId, name);
    if (test !== null) return { functionId, name, file: testPath(functionId, `${name}.json`), test };
    const place = { file: broken.file, line: broken.line, column: broken.column };
    throw new NexoError('INVALID_INPUT', `the test "${name}" (${broken.file}) cannot be read: ${broken.reason}`, place);
  };
  const expectFree = (functionId: string, name: string): void => {
    if (!tests.get(functionId)?.has(name)) return;
    throw new NexoError('ID_CONFLICT', `"${functionId}" has a test "${name}" already`, { field: 'name' });
  };

  return {
    ready,
    list(functionId) {
      const ids = functionId === undefined ? [...tests.keys()].toSorted() : [functionId];
      return ids.flatMap((id) => [...(tests.get(id) ?? [])].map(([name, read]) => summaryOf(id, name, read)));
    },
    get: expectGood,
    async save(functionId, name, test, mode) {
      checkTest(test);
      await change(functionId, name, 'save', async () => {
        if (mode === 'create') expectFree(functionId, name);
        await createTestFolder(context, functionId).write(name, test);
      });
      return expectGood(functionId, name);
    },
    async rename(functionId, name, to) {
      await change(functionId, name, 'rename', async () => {
        const { test } = expectGood(functionId, name);
        expectFree(functionId, to);
        await createTestFolder(context, functionId).rename(name, to, test);
      });
      return expectGood(functionId, to);
    },
    remove: (functionId, name) =>
      change(functionId, name, 'remove', async () => {
        expectTest(functionId, name);
        await createTestFolder(context, functionId).remove(name);
      }),
    async readFile(functionId, path) {
      try {
        return await createTestFolder(context, functionId).readFile(path, maxBodyFileBytes);
      } catch (error) {
        if (hasCode(error, 'ENOENT', 'ENOTDIR')) throw new NexoError('NOT_FOUND', 'the file is missing');
        throw storeError('read', testPath(functionId, path), error);
      }
    },
    reload(functionId) {
      if (functionIdSchema.safeParse(functionId).success) void queue.run(() => tryToRefresh(functionId));
    },
    async refresh(functionIds) {
      await ready;
      for (const id of functionIds) await refresh(id);
    },
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    async dispose() {
      await ready;
      await queue.settled();
      listeners.clear();
    },
  };
}

function checkTest(test: TestCase): void {
  const issues = testProblems(test).map(({ path, message }) => ({ field: ['test', ...path].join('.'), message }));
  const first = issues[0];
  if (first === undefined) return;
  throw new NexoError('INVALID_INPUT', `${first.field}: ${first.message}`, { field: first.field, issues });
}

function isSame(before: Map<string, ReadTest> | undefined, now: Map<string, ReadTest>): boolean {
  return JSON.stringify([...(before ?? [])]) === JSON.stringify([...now]);
}

function summaryOf(functionId: string, name: string, { test, broken }: ReadTest): TestSummary {
  const key = { functionId, name, file: testPath(functionId, `${name}.json`) };
  if (test === null) return { ...key, method: '', fetch: 'live', assertions: 0, broken };
  const { description, request, fetch, assertions } = test;
  return { ...key, description, method: request.method, fetch, assertions: assertions.length, broken };
}
