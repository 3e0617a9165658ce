import { expect, test } from 'vitest';

import { draftsToKeep, restoreDrafts } from './draft-storage.ts';
import { cleanDraft, withStored, withText } from './drafts.ts';

const typed = withText(cleanDraft('old'), 'mine');

test('unsaved drafts come back, saved ones need no keeping', () => {
  const kept = draftsToKeep({ a: typed, b: cleanDraft('x') }, 1);
  expect(restoreDrafts([kept])).toEqual({ a: typed });
});

test('the newer of two copies counts, also when it is empty', () => {
  const older = draftsToKeep({ a: typed }, 1);
  const newer = draftsToKeep({ a: withText(typed, 'mine, and more') }, 2);
  expect(restoreDrafts([newer, older])['a']?.text).toBe('mine, and more');
  expect(restoreDrafts([older, newer])['a']?.text).toBe('mine, and more');
  expect(restoreDrafts([older, draftsToKeep({}, 3)])).toEqual({});
});

test('a change made outside while the app was closed is a conflict on opening', () => {
  const restored = restoreDrafts([draftsToKeep({ a: typed }, 1)]);
  expect(withStored(restored['a'], 'theirs').theirs).toBe('theirs');
});

test.each([undefined, null, 'text', {}, { at: 1, drafts: { a: { text: 1 } } }])('%j is no drafts', (damaged) => {
  expect(restoreDrafts([damaged])).toEqual({});
  expect(restoreDrafts([damaged, draftsToKeep({ a: typed }, 1)])).toEqual({ a: typed });
});

test('a draft that an earlier version kept by its function is found by its file', () => {
  const kept = draftsToKeep({ hello: typed, 'shared/a.ts': typed }, 1);
  const entryOf = (id: string) => (id === 'hello' ? 'functions/hello/index.js' : undefined);
  expect(Object.keys(restoreDrafts([kept], entryOf))).toEqual(['functions/hello/index.js', 'shared/a.ts']);
});
