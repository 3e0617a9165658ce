import { expect, test } from 'vitest';

import type { FunctionSummary } from '../../contract/function.ts';
import { defaultLimits } from '../../contract/limits.ts';
import { applyWorkspaceEvent, folderName, noFunctions, sortedFunctions } from './functions-store.ts';

const summary = (id: string, name = id): FunctionSummary => ({
  id,
  name,
  route: `/${id}`,
  methods: ['GET'],
  language: 'javascript',
  limits: defaultLimits,
  env: {},
  bindings: {},
  secrets: [],
  version: '000000000000',
  file: `functions/${id}/index.js`,
  damage: null,
});
const workspace = {
  folder: '/work',
  url: 'http://127.0.0.1:3000',
  loading: null,
  publish: 'save' as const,
  readOnly: null,
  recoveries: [],
};
const opened = applyWorkspaceEvent(noFunctions, {
  type: 'opened',
  workspace,
  functions: [summary('a'), summary('b')],
  files: [],
});

test('opening replaces everything', () => {
  const again = applyWorkspaceEvent(opened, { type: 'opened', workspace, functions: [summary('c')], files: [] });
  expect([...again.functions.keys()]).toEqual(['c']);
});

test('an engine that came back and still reads the workspace takes no function away, another workspace does', () => {
  const loading = { done: 0, total: 9 };
  const comingBack = { type: 'opened' as const, workspace: { ...workspace, loading }, functions: [], files: [] };
  expect([...applyWorkspaceEvent(opened, comingBack).functions.keys()]).toEqual(['a', 'b']);
  const elsewhere = { ...comingBack, workspace: { ...comingBack.workspace, folder: '/other' } };
  expect(applyWorkspaceEvent(opened, elsewhere).functions.size).toBe(0);
});

test('a save adds or replaces one function', () => {
  const saved = applyWorkspaceEvent(opened, { type: 'saved', function: summary('a', 'renamed') });
  expect(saved.functions.get('a')?.name).toBe('renamed');
  expect(saved.functions.size).toBe(2);
  expect(opened.functions.get('a')?.name).toBe('a');
});

test('a removal takes one away, and an unknown one changes nothing', () => {
  expect([...applyWorkspaceEvent(opened, { type: 'removed', id: 'a' }).functions.keys()]).toEqual(['b']);
  expect(applyWorkspaceEvent(opened, { type: 'removed', id: 'x' })).toBe(opened);
});

test('progress keeps the functions known so far', () => {
  const loading = { done: 1, total: 9 };
  const state = applyWorkspaceEvent(opened, { type: 'progress', workspace: { ...workspace, loading } });
  expect(state.workspace?.loading).toEqual(loading);
  expect(state.functions).toBe(opened.functions);
});

test('functions are sorted as people read: case aside, digits as numbers', () => {
  const functions = new Map(['f10', 'F2', 'f1'].map((id) => [id, summary(id)]));
  expect(sortedFunctions(functions).map(({ id }) => id)).toEqual(['f1', 'F2', 'f10']);
});

test.each([
  ['/home/ada/Functions', 'Functions'],
  ['/home/ada/Functions/', 'Functions'],
  [String.raw`C:\Users\Ada\Functions`, 'Functions'],
  ['/', '/'],
])('the folder %s is called %s', (folder, name) => {
  expect(folderName(folder)).toBe(name);
});
