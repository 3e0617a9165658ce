/**
 * Every file that is kept, damaged in every way: it opens, twice; what is not damaged works; the bytes are somewhere, and
 * somebody is told.
 * @module-tag g9
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { cp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { createHistoryDatabase } from '../../src/engine/history/database/history-database.ts';
import { bundleProgram } from './support/bundle-program.ts';
import { openKeptThings, writeKeptThings } from './support/kept-things.ts';
import { memoryFolder } from './support/memory-folder.ts';

interface Target {
  file: string;
  /** JSON that parses and says something that cannot be. */
  wrong?: string;
  /** Not lost with its bytes: made anew at each start. */
  passing?: boolean;
}

const secretsFile = 'app/secrets/SECRETS.json';
const targets: Target[] = [
  { file: 'workspace/nexo.json', wrong: '{ "version": "one" }' },
  { file: 'workspace/functions/hello/function.json', wrong: '{ "route": 7 }' },
  { file: 'workspace/functions/hello/tests/short.json', wrong: '{ "request": "GET /" }' },
  { file: 'workspace/functions/hello/tests/long.fetch.json', wrong: '[{ "request": {} }]' },
  { file: 'workspace/.nexo/grants.json', wrong: '{ "hello": "everything" }' },
  { file: 'workspace/.nexo/environment', wrong: '{}' },
  { file: 'workspace/.nexo/journal.json', wrong: '{ "renames": [], "removes": ["../../etc/passwd"] }' },
  { file: 'workspace/.nexo/moves.json', wrong: '[{ "from": "shared/both.js", "to": "../../both.js" }]' },
  { file: 'workspace/.nexo/state.db', wrong: 'SQLite format 3\0 and then something else' },
  { file: 'workspace/.nexo/lock', wrong: 'not a lock', passing: true },
  { file: 'workspace/.nexo/lock.json', wrong: '{ "pid": "one" }', passing: true },
  { file: 'app/settings.json', wrong: '{ "theme": "purple", "editorFontSize": 20 }' },
  { file: secretsFile, wrong: '{ "workspace": "/w", "environments": { "dev": { "KEY": 7 } } }' },
];

/** Each gives other bytes than the good ones, none of which can be used. */
const damages: Record<string, (good: Buffer, target: Target) => Buffer> = {
  empty: () => Buffer.alloc(0),
  'cut in half': (good) => good.subarray(0, Math.max(1, good.length >> 1)),
  'cut before its last byte but one': (good) => good.subarray(0, Math.max(1, good.length - 3)),
  'zeros of its length': (good) => Buffer.alloc(Math.max(16, good.length)),
  'random bytes': (good) => Buffer.from(Array.from({ length: good.length + 64 }, (_, i) => 128 + ((i * 7_919) % 128))),
  'in UTF-16': (good) => Buffer.from(`\uFEFF${good.toString('latin1')}`, 'utf16le'),
  'twice in one': (good) => Buffer.concat([good, Buffer.from('}'), good]),
  'a conflict of git': (good) => Buffer.concat([Buffer.from('<<<<<<< HEAD\n'), good, Buffer.from('\n=======\n')]),
  'another kind of value': () => Buffer.from('"text"'),
  'wrong inside': (_, { wrong = '' }) => Buffer.from(wrong),
};

/** What these bytes do to that file is no damage: cut or doubled, it is as good as before or starts anew. */
const harmless = new Set([
  'workspace/.nexo/state.db empty',
  'workspace/.nexo/lock empty',
  // A choice is one word, and half of one may be another.
  'workspace/.nexo/environment cut in half',
  'workspace/.nexo/environment cut before its last byte but one',
  // SQLite reads no further than its first page says.
  'workspace/.nexo/state.db cut before its last byte but one',
  'workspace/.nexo/state.db twice in one',
]);

let whole: { folder: string; remove(): Promise<void> };
beforeAll(async () => {
  whole = await memoryFolder();
  await writeKeptThings(whole.folder);
  const things = await openKeptThings(whole.folder);
  await things.store.environments.activate('live');
  await things.close();
  const history = createHistoryDatabase({
    file: join(whole.folder, 'workspace/.nexo/state.db'),
    budgetBytes: 1_000_000,
  });
  history.close();
  await writeFile(join(whole.folder, 'workspace/.nexo/journal.json'), '{ "renames": [], "removes": [] }');
  await writeFile(join(whole.folder, 'workspace/.nexo/moves.json'), '[]');
  await writeFile(join(whole.folder, 'workspace/.nexo/lock.json'), '{ "pid": 1 }');
});
afterAll(() => whole.remove());

const template = (folder: string): Promise<void> => cp(whole.folder, folder, { recursive: true });

/** Where the app keeps secrets is named after the workspace. */
async function pathOf(folder: string, file: string): Promise<string> {
  if (file !== secretsFile) return join(folder, file);
  const names = await readdir(join(folder, 'app/secrets'));
  return join(folder, 'app/secrets', names.find((name) => name.endsWith('.json')) ?? '');
}

async function isKept(folder: string, bytes: Buffer): Promise<boolean> {
  for (const one of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (one.isFile() && bytes.equals(await readFile(join(one.parentPath, one.name)))) return true;
  }
  return false;
}

/** Opens everything, tries to change a bit of each, and returns what a person is told. */
async function openAndUse(folder: string): Promise<string[]> {
  const things = await openKeptThings(folder);
  const { store, preferences, vault } = things;
  const history = createHistoryDatabase({ file: join(folder, 'workspace/.nexo/state.db'), budgetBytes: 1_000_000 });
  try {
    expect(store.get('page')).toMatchObject({ code: 'old page', damage: null });
    const told = [
      ...store.recoveries.list().map(({ file, reason }) => `${file}: ${reason}`),
      ...store.list().flatMap(({ damage }) => (damage ? [`${damage.file}: ${damage.reason}`] : [])),
      ...store.tests.list().flatMap(({ broken }) => (broken ? [`${broken.file}: ${broken.reason}`] : [])),
      ...(preferences.damage ? [preferences.damage.reason] : []),
      ...[vault.state.get().damage ?? []].flat(),
      ...(history.state().notice ? ['history'] : []),
    ];
    // Some of it is refused, and says so; none of it may take the damaged bytes with it.
    await store.update('page', { code: 'old page', env: { A: '1' } });
    await Promise.allSettled([
      store.update('hello', { code: 'new' }),
      store.environments.put({ name: 'dev', variables: { A: '2' }, secrets: [] }),
      store.environments.activate('dev'),
      store.grants.set('hello', ['127.0.0.1:3']),
      preferences.update({ theme: 'light' }),
      vault.set({ environment: 'dev', name: 'NEW', value: 'new', keep: 'disk' }),
    ]);
    return told;
  } finally {
    history.close();
    await things.close();
  }
}

describe.each(targets)('$file', (target) => {
  it.each(Object.entries(damages))('%s', async (what, damage) => {
    const { folder, remove } = await memoryFolder();
    try {
      await template(folder);
      const path = await pathOf(folder, target.file);
      const bytes = damage(await readFile(path), target);
      await writeFile(path, bytes);
      const told = await openAndUse(folder);
      if (!harmless.has(`${target.file} ${what}`) && !target.passing) {
        expect(told).not.toEqual([]);
        expect(await isKept(folder, bytes)).toBe(true);
      }
      await openAndUse(folder);
    } finally {
      await remove();
    }
  });
});

describe('a named pipe, which nobody writes to, in place of', () => {
  it.each(targets.filter(({ file }) => !/state\.db|lock/.test(file)))('$file', async ({ file }) => {
    const { folder, remove } = await memoryFolder();
    try {
      await template(folder);
      const path = await pathOf(folder, file);
      await rm(path);
      execFileSync('mkfifo', [path]);
      expect(await openAndUse(folder)).not.toEqual([]);
    } finally {
      await remove();
    }
  });
});

describe('what an older version wrote, or a person by hand', () => {
  it.each([
    ['workspace/nexo.json', '{}'],
    ['workspace/nexo.json', '{ "version": 1 }'],
    ['workspace/functions/hello/function.json', '\uFEFF{ "route": "/hello" }'],
    ['workspace/functions/hello/tests/short.json', '\uFEFF{ "request": { "method": "GET", "path": "/" } }'],
    ['app/settings.json', '{}'],
    ['app/settings.json', '\uFEFF{ "theme": "dark" }'],
  ])('%s: %s', async (file, text) => {
    const { folder, remove } = await memoryFolder();
    try {
      await template(folder);
      await rm(join(folder, 'workspace/.nexo/journal.json'));
      await writeFile(join(folder, file), text);
      const told = await openAndUse(folder);
      expect(told).toEqual(text === '{}' && file.includes('nexo.json') ? [expect.stringMatching(/version/)] : []);
    } finally {
      await remove();
    }
  });
});

it('a workspace of a newer version is read-only to the last byte', async () => {
  const { folder, remove } = await memoryFolder();
  try {
    await template(folder);
    const newer = '{ "version": 99, "environments": { "dev": { "variables": { "A": "new" }, "later": true } } }';
    await writeFile(join(folder, 'workspace/nexo.json'), newer);
    await writeFile(join(folder, 'workspace/.nexo/journal.json'), '{ "steps": "of another kind" }');
    await cp(join(folder, 'workspace'), join(folder, 'before'), { recursive: true });
    const { store, close } = await openKeptThings(folder);
    expect(store.readOnly).toMatchObject({ code: 'NEWER', message: expect.stringContaining('newer Nexo Studio') });
    expect(store.get('hello')?.code).toBe('old code');
    expect(store.environments.list()[0]).toMatchObject({ name: 'dev', variables: { A: 'new' } });
    const test = store.tests.get('hello', 'short').test;
    const file = { path: 'a.json', bytes: Buffer.from('{}'), replaces: false };
    const changes: (() => Promise<unknown>)[] = [
      () => store.create({ ...store.get('hello')!, name: 'new', route: '/new' }),
      () => store.duplicate('hello', { name: 'copy', route: '/copy' }),
      () => store.update('hello', { code: 'new' }),
      () => store.remove('hello'),
      () => store.restore('gone', () => undefined),
      () => store.files.create('shared/new.js', ''),
      () => store.files.write('shared/both.js', 'new', undefined),
      () => store.files.move('shared/both.js', 'shared/other.js'),
      () => store.files.remove('shared/both.js'),
      () => store.files.restore('1'),
      () => store.tests.save('hello', 'new', test, 'create'),
      () => store.tests.rename('hello', 'short', 'other'),
      () => store.tests.remove('hello', 'short'),
      () => store.environments.put({ name: 'dev', variables: {}, secrets: [] }),
      () => store.environments.remove('dev'),
      () => store.environments.activate('dev'),
      () => store.grants.set('hello', []),
      () => store.imports.bringIn({ from: 'a.zip', functions: [], files: [file], environment: null }, () => undefined),
    ];
    for (const change of changes) {
      await expect(change(), String(change)).rejects.toMatchObject({
        code: 'READ_ONLY',
        message: store.readOnly?.message,
      });
    }
    expect(() => store.expectWritable()).toThrow(/newer/);
    await close();
    for (const side of ['before', 'workspace']) await rm(join(folder, side, '.nexo/lock.json'), { force: true });
    expect(await contentsOf(join(folder, 'workspace'))).toEqual(await contentsOf(join(folder, 'before')));
  } finally {
    await remove();
  }
});

it.skipIf(process.platform === 'win32')('a workspace that may not be written is read-only', async (context) => {
  const { folder, remove } = await memoryFolder();
  try {
    await template(folder);
    await bundleProgram('open-read-only.ts', join(folder, 'open-read-only.mjs'));
    execFileSync('chmod', ['-R', 'a-w,a+rX', folder]);
    // To the superuser nothing is forbidden.
    const nobody = process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : {};
    const args = [join(folder, 'open-read-only.mjs'), join(folder, 'workspace')];
    const found = spawnSync(process.execPath, args, { ...nobody, cwd: folder, encoding: 'utf8' });
    if (found.error) return context.skip('another user may not run this Node');
    expect(found.stderr).toBe('');
    expect(JSON.parse(found.stdout)).toEqual({
      readOnly: { code: 'DISK', message: expect.stringContaining('permission was denied') },
      code: 'old code',
      refusal: 'READ_ONLY',
    });
  } finally {
    execFileSync('chmod', ['-R', 'u+w', folder]);
    await remove();
  }
});

it('a folder that the system makes up is refused at once', async () => {
  await expect(openKeptThings('/proc/self/nexo')).rejects.toMatchObject({
    code: 'STORE_FAILED',
    message: expect.stringContaining('Choose another folder'),
  });
});

async function contentsOf(folder: string): Promise<Record<string, string>> {
  const found = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = found.filter((one) => one.isFile()).map((one) => join(one.parentPath, one.name));
  const texts = files.toSorted().map(async (file) => [file.slice(folder.length), await readFile(file, 'base64')]);
  return Object.fromEntries((await Promise.all(texts)) as [string, string][]);
}
