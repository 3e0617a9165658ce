import { expect, test } from 'vitest';

import { applyFilesEvent, changeOf, noFiles } from './files-store.ts';

const workspace = { folder: '/work', url: 'http://127.0.0.1:3000', loading: null };
const opened = applyFilesEvent(noFiles, { type: 'opened', workspace, functions: [], files: ['shared/a.ts'] });

test('files come and go', () => {
  const after = applyFilesEvent(opened, { type: 'files', changed: ['shared/b.ts'], removed: ['shared/a.ts'] });
  expect([...after.paths]).toEqual(['shared/b.ts']);
});

test('a change of a known file is told, and the set of files stays the same object', () => {
  const after = applyFilesEvent(opened, { type: 'files', changed: ['shared/a.ts'], removed: [] });
  expect(after.paths).toBe(opened.paths);
  expect(changeOf(after, 'shared/a.ts')).not.toBe(changeOf(opened, 'shared/a.ts'));
});

test('after everything was told anew any file may have changed', () => {
  const again = applyFilesEvent(opened, { type: 'opened', workspace, functions: [], files: ['shared/a.ts'] });
  expect(changeOf(again, 'shared/a.ts')).not.toBe(changeOf(opened, 'shared/a.ts'));
});
