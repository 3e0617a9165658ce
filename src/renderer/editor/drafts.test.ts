import { describe, expect, test } from 'vitest';

import { cleanDraft, isDirty, keepMine, takeTheirs, withSave, withStored, withText } from './drafts.ts';

const typed = withText(cleanDraft('old'), 'mine');

describe('the stored text changes', () => {
  test('a clean draft follows it', () => {
    expect(withStored(cleanDraft('old'), 'new')).toEqual(cleanDraft('new'));
    expect(withStored(undefined, 'new')).toEqual(cleanDraft('new'));
  });

  test('an unsaved one keeps its text and shows the conflict', () => {
    expect(withStored(typed, 'theirs')).toEqual({ saved: 'old', text: 'mine', theirs: 'theirs' });
  });

  test('an unsaved one takes up what changed elsewhere in the text', () => {
    const longer = withText(cleanDraft('a\nb\nc\nd\n'), 'A\nb\nc\nd\n');
    expect(withStored(longer, 'a\nb\nc\nD\n')).toEqual({
      saved: 'a\nb\nc\nD\n',
      text: 'A\nb\nc\nD\n',
      theirs: null,
    });
  });

  test('the same change on both sides is no conflict', () => {
    expect(withStored(typed, 'mine')).toEqual(cleanDraft('mine'));
  });

  test('hearing the same again changes nothing', () => {
    expect(withStored(typed, 'old')).toBe(typed);
    const conflict = withStored(typed, 'theirs');
    expect(withStored(conflict, 'theirs')).toBe(conflict);
  });

  test('a change taken back outside ends the conflict', () => {
    expect(withStored(withStored(typed, 'theirs'), 'old')).toEqual(typed);
  });
});

describe('settling a conflict', () => {
  const conflict = withStored(typed, 'theirs');

  test('keeping mine stays unsaved on top of theirs', () => {
    expect(keepMine(conflict)).toEqual({ saved: 'theirs', text: 'mine', theirs: null });
  });

  test('taking theirs is clean', () => {
    expect(takeTheirs(conflict)).toEqual(cleanDraft('theirs'));
  });
});

test('what was typed while saving stays unsaved', () => {
  const draft = withSave(withText(typed, 'mine, and more'), 'mine');
  expect(draft).toEqual({ saved: 'mine', text: 'mine, and more', theirs: null });
  expect(isDirty(draft)).toBe(true);
});
