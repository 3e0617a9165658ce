import { mkdir, readFile, symlink } from 'node:fs/promises';
import { describe, expect, it, vi } from 'vitest';

import type { FileChange, Store } from './store.ts';
import { createFailingFs } from './testing/failing-fs.ts';
import { silentLog } from './testing/silent-log.ts';
import { draftOf, temporaryWorkspace, type TemporaryWorkspace } from './testing/temporary-workspace.ts';

async function openWithHello(): Promise<{ workspace: TemporaryWorkspace; store: Store }> {
  const workspace = await temporaryWorkspace();
  const store = await workspace.open();
  await store.create(draftOf());
  return { workspace, store };
}

function nextChange(store: Store, wanted: (change: FileChange) => boolean): Promise<FileChange> {
  return new Promise((resolve) => {
    const stop = store.files.onChange((change) => {
      if (!wanted(change)) return;
      stop();
      resolve(change);
    });
  });
}

describe('the files of functions', () => {
  it('are made, read, written, moved and listed', async () => {
    const { workspace, store } = await openWithHello();
    const made = await store.files.create('functions/hello/lib/price.ts', 'export const price = 1;\n');
    await store.files.create('shared/text.ts', '');
    expect(await store.files.read('functions/hello/lib/price.ts')).toEqual(made);
    const written = await store.files.write(made.path, 'export const price = 2;\n', made.version);
    expect(written.version).not.toBe(made.version);
    await store.files.move('functions/hello/lib', 'shared/money');
    expect(await workspace.read('shared/money/price.ts')).toBe('export const price = 2;\n');
    expect(store.files.list()).toEqual(['functions/hello/index.js', 'shared/money/price.ts', 'shared/text.ts']);
  });

  it('come as texts, those of some folders or all', async () => {
    const { workspace, store } = await openWithHello();
    await store.files.create('shared/a.ts', '1');
    await store.files.create('shared/b.bin', 'x');
    await workspace.write('shared/b.bin', new Uint8Array([0xff, 0x00]));
    const texts: string[] = [];
    for await (const batch of store.files.texts(['shared'])) texts.push(...batch.map(({ path }) => path));
    expect(texts).toEqual(['shared/a.ts']);
  });

  it('that the disk refuses to read are left out of the texts, and the log says so', async () => {
    const { workspace, store: first } = await openWithHello();
    await first.dispose();
    const fs = createFailingFs();
    const warn = vi.fn();
    const store = await workspace.open({ log: { ...silentLog, warn }, fs });
    fs.failAt(0, { code: 'EIO', forever: true });
    for await (const batch of store.files.texts(undefined)) expect(batch).toEqual([]);
    expect(warn).toHaveBeenCalledExactlyOnceWith(
      { path: 'functions/hello/index.js', error: expect.objectContaining({ code: 'EIO' }) as Error },
      'a file could not be read',
    );
    fs.failAt(Infinity);
  });

  it('are brought back after they were deleted, folders as a whole', async () => {
    const { workspace, store } = await openWithHello();
    await store.files.create('functions/hello/lib/a.ts', 'a');
    await store.files.create('functions/hello/lib/b.ts', 'b');
    const { removal } = await store.files.remove('functions/hello/lib');
    expect(store.files.list()).toEqual(['functions/hello/index.js']);
    const { restored } = await store.files.restore(removal);
    expect(restored.toSorted()).toEqual(['functions/hello/lib/a.ts', 'functions/hello/lib/b.ts']);
    expect(await workspace.read('functions/hello/lib/b.ts')).toBe('b');
    await expect(store.files.restore(removal)).rejects.toMatchObject({ code: 'FILE_NOT_FOUND' });
  });

  it('are known again when the workspace is opened, function.json, hidden and installed ones left out', async () => {
    const { workspace, store } = await openWithHello();
    await workspace.write('functions/hello/node_modules/x/index.js', '');
    await workspace.write('functions/hello/.git/config', '');
    await workspace.write('functions/hello/tests/one.json', '{}');
    await store.dispose();
    const again = await workspace.open();
    expect(again.files.list()).toEqual(['functions/hello/index.js', 'functions/hello/tests/one.json']);
  });

  it('go and come back with their function', async () => {
    const { store } = await openWithHello();
    await store.files.create('functions/hello/a.ts', 'a');
    const gone = nextChange(store, ({ removed }) => removed.includes('functions/hello/a.ts'));
    await store.remove('hello');
    expect((await gone).removed).toContain('functions/hello/index.js');
    const back = nextChange(store, ({ changed }) => changed.includes('functions/hello/a.ts'));
    await store.restore('hello', () => undefined);
    await back;
    expect(store.files.list()).toEqual(['functions/hello/a.ts', 'functions/hello/index.js']);
  });

  it('tell when another program changes them', async () => {
    const workspace = await temporaryWorkspace();
    const store = await workspace.open({ watch: true });
    await store.create(draftOf());
    const changed = nextChange(store, (change) => change.changed.includes('functions/hello/lib/new.ts'));
    await workspace.write('functions/hello/lib/new.ts', 'x');
    await changed;
    expect(store.files.list()).toContain('functions/hello/lib/new.ts');
  });
});

describe('what is refused', () => {
  it.each([
    '../outside.ts',
    'functions/hello/../../etc/passwd',
    'functions/hello/function.json',
    'functions/hello/Function.JSON',
    'functions/hello/.env',
    'functions/hello/node_modules/x.js',
    'nexo.json',
    '.nexo/token',
    'shared',
    'shared/a\\b.ts',
    'shared/con.ts',
    '/etc/passwd',
  ])('%s', async (path) => {
    const { store } = await openWithHello();
    await expect(store.files.write(path, 'x', undefined)).rejects.toMatchObject({ code: 'INVALID_INPUT' });
    await expect(store.files.read(path)).rejects.toMatchObject({ code: 'INVALID_INPUT' });
  });

  it('links that lead out of the workspace, into our state or into another function', async () => {
    const { workspace, store } = await openWithHello();
    await store.create(draftOf({ name: 'other', route: '/other' }));
    await symlink('/etc', workspace.path('functions/hello/etc'));
    await symlink(workspace.path('.nexo'), workspace.path('functions/hello/state'));
    await symlink(workspace.path('functions/other'), workspace.path('functions/hello/other'));
    await symlink('/tmp/nowhere-at-all', workspace.path('shared-link'));
    await mkdir(workspace.path('shared'));
    await symlink('/tmp/nowhere-at-all', workspace.path('shared/dangling.ts'));
    for (const path of ['etc/passwd', 'state/tmp', 'other/index.js']) {
      await expect(store.files.read(`functions/hello/${path}`)).rejects.toMatchObject({ code: 'INVALID_INPUT' });
    }
    await expect(store.files.write('functions/hello/state/x.ts', 'x', undefined)).rejects.toMatchObject({
      code: 'INVALID_INPUT',
    });
    await expect(store.files.write('shared/dangling.ts', 'x', undefined)).rejects.toMatchObject({
      code: 'INVALID_INPUT',
    });
  });

  it('the entry, which is saved, renamed and deleted with its function', async () => {
    const { workspace, store } = await openWithHello();
    const entry = 'functions/hello/index.js';
    await expect(store.files.write(entry, 'x', undefined)).rejects.toMatchObject({ code: 'INVALID_INPUT' });
    await expect(store.files.remove(entry)).rejects.toMatchObject({ code: 'INVALID_INPUT' });
    await expect(store.files.move(entry, 'shared/index.js')).rejects.toMatchObject({ code: 'INVALID_INPUT' });
    await store.files.move(entry, 'functions/hello/index.jsx');
    expect(await readFile(workspace.path('functions/hello/index.jsx'), 'utf8')).toBe('function handler() {}\n');
  });

  it('a place that is taken, a text somebody else changed, a function that is not there', async () => {
    const { workspace, store } = await openWithHello();
    const made = await store.files.create('shared/a.ts', 'mine');
    await store.files.create('shared/b.ts', '');
    await expect(store.files.create('shared/a.ts', '')).rejects.toMatchObject({ code: 'FILE_CONFLICT' });
    await expect(store.files.move('shared/b.ts', 'shared/a.ts')).rejects.toMatchObject({ code: 'FILE_CONFLICT' });
    await workspace.write('shared/a.ts', 'theirs');
    await expect(store.files.write('shared/a.ts', 'new', made.version)).rejects.toMatchObject({
      code: 'FILE_CONFLICT',
    });
    expect(await workspace.read('shared/a.ts')).toBe('theirs');
    await expect(store.files.create('functions/none/a.ts', '')).rejects.toMatchObject({ code: 'FUNCTION_NOT_FOUND' });
  });

  it('bytes that are no text', async () => {
    const { workspace, store } = await openWithHello();
    await workspace.write('shared/a.bin', new Uint8Array([0xff, 0xfe]));
    await expect(store.files.read('shared/a.bin')).rejects.toMatchObject({ code: 'FILE_UNREADABLE' });
    await expect(store.files.read('shared')).rejects.toMatchObject({ code: 'INVALID_INPUT' });
  });
});
