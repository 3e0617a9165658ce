import { expect, test } from 'vitest';

import { applyFilesEvent, changeOf, gonePaths, noFiles } from './files-store.ts';

const workspace = {
  folder: '/work',
  url: 'http://127.0.0.1:3000',
  loading: null,
  publish: 'save' as const,
  readOnly: null,
  recoveries: [],
};
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

test('an engine that is still loading the workspace takes no file away', () => {
  const loading = { ...workspace, loading: { done: 0, total: 0 } };
  const after = applyFilesEvent(opened, { type: 'opened', workspace: loading, functions: [], files: [] });
  expect(gonePaths(opened, after)).toEqual(new Set());
  expect(changeOf(after, 'shared/a.ts')).toBe(changeOf(opened, 'shared/a.ts'));
});
