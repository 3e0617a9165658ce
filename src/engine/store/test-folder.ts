import { join } from 'node:path';

import type { Exchange } from '../../contract/exchange.ts';
import type { Damage } from '../../contract/function.ts';
import { testNameSchema, type TestCase } from '../../contract/test.ts';
import type { DurableFiles, PreparedWrite } from '../../disk/durable-files.ts';
import { formatJson } from './json-text.ts';
import { readBytes, readTextFile, UnreadableFile } from './read-text-file.ts';
import { failureReason } from '../../disk/failure-reason.ts';
import { hasCode } from '../../disk/has-code.ts';
import type { StoreFs } from './store-fs.ts';
import type { SaveJournal } from './save-journal.ts';
import { BrokenTestError, orderedTest, parseExchanges, parseTest } from './test-file.ts';

export interface TestFolderContext {
  fs: StoreFs;
  /** The workspace folder's real path. */
  root: string;
  files: DurableFiles;
  journal: SaveJournal;
}

/** A test as its files have it. */
export type ReadTest = { test: TestCase; broken: null } | { test: null; broken: Damage };

const maxTestBytes = 16_000_000;
const maxExchangesBytes = 64_000_000;
/** Recorded answers beyond this get a file of their own, so that the test itself stays easy to read. */
const inlineExchangesLength = 16_384;

/** The tests of one function: `functions/<id>/tests/<name>.json`. Every write is on the disk when it resolves. */
export function createTestFolder({ fs, root, files, journal }: TestFolderContext, functionId: string) {
  const folder = join(root, 'functions', functionId, 'tests');
  const pathOf = (file: string): string => join(folder, file);
  const readText = (file: string, maxBytes: number): Promise<string> => readTextFile(fs, root, pathOf(file), maxBytes);

  async function read(name: string): Promise<ReadTest> {
    let file = `${name}.json`;
    try {
      const test = parseTest(await readText(file, maxTestBytes));
      if (test.exchanges !== undefined) return { test, broken: null };
      file = exchangesFile(name);
      const exchanges = await readExchanges(file);
      return { test: exchanges === undefined ? test : { ...test, exchanges }, broken: null };
    } catch (error) {
      return { test: null, broken: { file: testPath(functionId, file), ...faultOf(error) } };
    }
  }

  async function readExchanges(file: string): Promise<Exchange[] | undefined> {
    const exists = await fs.lstat(pathOf(file)).catch(() => undefined);
    return exists ? parseExchanges(await readText(file, maxExchangesBytes)) : undefined;
  }

  /** Those of a test's files that are there. */
  async function filesOf(name: string): Promise<string[]> {
    const paths = [pathOf(`${name}.json`), pathOf(exchangesFile(name))];
    const there = await Promise.all(paths.map((path) => fs.lstat(path).then(() => true, isMissing)));
    return paths.filter((_, index) => there[index]);
  }

  /** Writes a test's files and removes others, all or nothing. */
  async function write(name: string, { exchanges = [], ...test }: TestCase, before = name): Promise<void> {
    await makeFolder();
    const apart = JSON.stringify(exchanges).length > inlineExchangesLength;
    const text = formatJson(orderedTest(apart ? test : { ...test, exchanges }));
    const kept = new Set([pathOf(`${name}.json`), ...(apart ? [pathOf(exchangesFile(name))] : [])]);
    const there = new Set([...(await filesOf(name)), ...(await filesOf(before))]);
    const prepared: PreparedWrite[] = [];
    try {
      if (apart) prepared.push(await files.prepare(pathOf(exchangesFile(name)), formatJson(exchanges)));
      prepared.push(await files.prepare(pathOf(`${name}.json`), text));
    } catch (error) {
      await Promise.all(prepared.map((one) => one.discard().catch(() => undefined)));
      throw error;
    }
    await journal.commit(
      prepared,
      [...there].filter((path) => !kept.has(path)),
    );
  }

  async function makeFolder(): Promise<void> {
    try {
      await fs.mkdir(folder);
      await files.syncFolder(join(folder, '..'));
    } catch (error) {
      if (!hasCode(error, 'EEXIST')) throw error;
    }
  }

  return {
    /** Every test by its name, broken ones included; none when the folder is not there. */
    async readAll(): Promise<Map<string, ReadTest>> {
      const found = fs.listPlain(folder);
      if (found.length === 0) return new Map();
      const names = found.filter((one) => !one.isDirectory()).flatMap((one) => testNameOf(one.name) ?? []);
      const tests = await Promise.all(names.toSorted().map(async (name) => [name, await read(name)] as const));
      return new Map(tests);
    },
    write: (name: string, test: TestCase): Promise<void> => write(name, test),
    rename: (name: string, to: string, test: TestCase): Promise<void> => write(to, test, name),
    async remove(name: string): Promise<void> {
      const [only, ...more] = await filesOf(name);
      if (more.length > 0) return journal.commit([], [only!, ...more]);
      if (only !== undefined) await fs.unlink(only);
      await files.syncFolder(folder);
    },
    /** A file beside the tests, which one of them sends as a body. */
    readFile: (path: string, maxBytes: number) => readBytes(fs, root, pathOf(path), maxBytes),
  };
}

/** Where a file of a function's tests is in the workspace. */
export function testPath(functionId: string, file: string): string {
  return `functions/${functionId}/tests/${file}`;
}

const exchangesFile = (name: string): string => `${name}.fetch.json`;

function isMissing(error: unknown): false {
  if (hasCode(error, 'ENOENT')) return false;
  throw error;
}

/** Undefined for files that are no tests. */
function testNameOf(file: string): string | undefined {
  if (!file.endsWith('.json')) return undefined;
  const name = file.slice(0, -'.json'.length);
  return testNameSchema.safeParse(name).success ? name : undefined;
}

function faultOf(error: unknown): Pick<Damage, 'reason' | 'line' | 'column'> {
  if (error instanceof BrokenTestError) return { reason: error.message, line: error.line, column: error.column };
  if (error instanceof UnreadableFile) return { reason: error.message };
  return { reason: failureReason(error) };
}
