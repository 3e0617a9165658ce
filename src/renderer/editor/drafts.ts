import { mergeTexts } from './merge-texts.ts';

/**
 * What the person has typed, apart from what is stored. Pure transitions; nothing here knows the engine, so nothing
 * typed is lost when it goes away.
 */
export interface Draft {
  /** The stored text this draft began from. */
  saved: string;
  text: string;
  /** The stored text after somebody else changed it under an unsaved draft; null when there is no conflict. */
  theirs: string | null;
}

export function isDirty(draft: Draft): boolean {
  return draft.text !== draft.saved;
}

/**
 * The stored text is `stored`: a clean draft follows it, an unsaved one takes up what changed elsewhere in the text,
 * and shows a conflict where both changed the same lines.
 */
export function withStored(draft: Draft | undefined, stored: string): Draft {
  if (draft === undefined || !isDirty(draft) || draft.text === stored) return cleanDraft(stored);
  if (draft.saved === stored) return draft.theirs === null ? draft : { ...draft, theirs: null };
  if (draft.theirs === stored) return draft;
  const merged = mergeTexts(draft.saved, draft.text, stored);
  return merged === null ? { ...draft, theirs: stored } : { saved: stored, text: merged, theirs: null };
}

export function withText(draft: Draft, text: string): Draft {
  return draft.text === text ? draft : { ...draft, text };
}

/** `stored` was acknowledged; what was typed meanwhile stays and is unsaved. */
export function withSave(draft: Draft, stored: string): Draft {
  return { saved: stored, text: draft.text, theirs: null };
}

/** Settles a conflict for the person's own text: theirs becomes the base, and stays to be overwritten. */
export function keepMine(draft: Draft): Draft {
  return draft.theirs === null ? draft : { saved: draft.theirs, text: draft.text, theirs: null };
}

/** Settles a conflict for the stored text. */
export function takeTheirs(draft: Draft): Draft {
  return draft.theirs === null ? draft : cleanDraft(draft.theirs);
}

export function cleanDraft(stored: string): Draft {
  return { saved: stored, text: stored, theirs: null };
}
