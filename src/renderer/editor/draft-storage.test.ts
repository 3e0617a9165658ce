import { expect, test } from 'vitest';

import { keepDrafts, loadDrafts } from './draft-storage.ts';
import { cleanDraft, withStored, withText } from './drafts.ts';

function memoryStorage(quota = Infinity) {
  const items = new Map<string, string>();
  return {
    getItem: (key: string) => items.get(key) ?? null,
    setItem: (key: string, value: string) => {
      if (value.length > quota) throw new DOMException('full', 'QuotaExceededError');
      items.set(key, value);
    },
    removeItem: (key: string) => void items.delete(key),
    items,
  };
}

const typed = withText(cleanDraft('old'), 'mine');

test('unsaved drafts come back, saved ones need no keeping', () => {
  const storage = memoryStorage();
  expect(keepDrafts(storage, '/w', { a: typed, b: cleanDraft('x') })).toBe(true);
  expect(loadDrafts(storage, '/w')).toEqual({ a: typed });
});

test('a change made outside while the app was closed is a conflict on opening', () => {
  const storage = memoryStorage();
  keepDrafts(storage, '/w', { a: typed });
  expect(withStored(loadDrafts(storage, '/w')['a'], 'theirs').theirs).toBe('theirs');
});

test('workspaces do not share drafts', () => {
  const storage = memoryStorage();
  keepDrafts(storage, '/w', { a: typed });
  expect(loadDrafts(storage, '/other')).toEqual({});
});

test('nothing unsaved leaves nothing behind', () => {
  const storage = memoryStorage();
  keepDrafts(storage, '/w', { a: typed });
  keepDrafts(storage, '/w', { a: cleanDraft('mine') });
  expect(storage.items.size).toBe(0);
});

test('a full storage is told, damaged content is ignored', () => {
  expect(keepDrafts(memoryStorage(3), '/w', { a: typed })).toBe(false);
  const storage = memoryStorage();
  storage.setItem('nexo.drafts:/w', '{"a": 1');
  expect(loadDrafts(storage, '/w')).toEqual({});
  storage.setItem('nexo.drafts:/w', '{"a": {"text": 1}}');
  expect(loadDrafts(storage, '/w')).toEqual({});
});
