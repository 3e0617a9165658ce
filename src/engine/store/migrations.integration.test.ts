import { join } from 'node:path';

import { expect, it } from 'vitest';

import { undoMigration } from '../undo-migration.ts';
import type { Migration } from './migrations.ts';
import { temporaryWorkspace } from './testing/temporary-workspace.ts';

const record = (route: string): string => `{ "route": "${route}" }`;

/** Gives each function's route another beginning. */
const toVersion2: Migration = async ({ files, root }) => {
  for (const id of ['a', 'b']) await files.write(join(root, `functions/${id}/function.json`), record(`/v2/${id}`));
};

async function workspaceOfVersion1() {
  const workspace = await temporaryWorkspace();
  await workspace.write('nexo.json', '{ "version": 1, "later": true }');
  for (const id of ['a', 'b']) {
    await workspace.write(`functions/${id}/function.json`, record(`/${id}`));
    await workspace.write(`functions/${id}/index.js`, 'function handler() {}');
  }
  return workspace;
}

it('brings a workspace up to date and back, and loses nothing of either', async () => {
  const workspace = await workspaceOfVersion1();
  const migrated = await workspace.open({ migrations: [toVersion2] });
  expect(migrated.list().map(({ route }) => route)).toEqual(['/v2/a', '/v2/b']);
  await migrated.update('a', { code: 'changed since' });
  await migrated.dispose();
  expect(JSON.parse(await workspace.read('nexo.json'))).toEqual({ version: 2, later: true });
  expect(await workspace.read('.nexo/backups/version-1/functions/a/function.json')).toBe(record('/a'));

  // The version of before may not change it.
  const older = await workspace.open();
  expect(older.readOnly?.code).toBe('NEWER');
  await older.dispose();

  expect(await undoMigration(workspace.folder)).toBe(1);
  const back = await workspace.open();
  expect(back.readOnly).toBeNull();
  expect(back.list().map(({ route }) => route)).toEqual(['/a', '/b']);
  expect(back.get('a')?.code).toBe('function handler() {}');
  await back.dispose();
  expect(await workspace.read('.nexo/backups/undone/functions/a/index.js')).toBe('changed since');
  await expect(undoMigration(workspace.folder)).rejects.toMatchObject({ code: 'NOT_FOUND' });
});

it('goes on after a crash in its middle, with the backup of before', async () => {
  const workspace = await workspaceOfVersion1();
  const crashes: Migration = async ({ files, root }) => {
    await files.write(join(root, 'functions/a/function.json'), record('/v2/a'));
    throw new Error('a crash');
  };
  await expect(workspace.open({ migrations: [crashes] })).rejects.toThrow('a crash');
  expect(JSON.parse(await workspace.read('nexo.json'))).toMatchObject({ version: 1 });
  const store = await workspace.open({ migrations: [toVersion2] });
  expect(store.list().map(({ route }) => route)).toEqual(['/v2/a', '/v2/b']);
  await store.dispose();
  expect(await workspace.read('.nexo/backups/version-1/functions/a/function.json')).toBe(record('/a'));
});
