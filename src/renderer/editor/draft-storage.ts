import { z } from 'zod';

import { isDirty } from './drafts.ts';
import type { Draft } from './drafts.ts';

type DraftStorage = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;

const keptDraftsSchema = z.record(z.string(), z.object({ saved: z.string(), text: z.string() }));

/** Unsaved drafts as the last session left them; what cannot be read counts as none. */
export function loadDrafts(storage: DraftStorage, workspace: string): Record<string, Draft> {
  const kept = keptDraftsSchema.safeParse(parse(storage.getItem(storageKey(workspace))));
  if (!kept.success) return {};
  return Object.fromEntries(Object.entries(kept.data).map(([id, draft]) => [id, { ...draft, theirs: null }]));
}

/** Keeps the unsaved drafts; false when the storage is full, and then the earlier ones are still there. */
export function keepDrafts(storage: DraftStorage, workspace: string, drafts: Readonly<Record<string, Draft>>): boolean {
  const unsaved = Object.entries(drafts).filter(([, draft]) => isDirty(draft));
  try {
    if (unsaved.length === 0) storage.removeItem(storageKey(workspace));
    else {
      const kept = unsaved.map(([id, { saved, text }]) => [id, { saved, text }]);
      storage.setItem(storageKey(workspace), JSON.stringify(Object.fromEntries(kept)));
    }
    return true;
  } catch {
    return false;
  }
}

function storageKey(workspace: string): string {
  return `nexo.drafts:${workspace}`;
}

function parse(text: string | null): unknown {
  try {
    return text === null ? null : JSON.parse(text);
  } catch {
    return null;
  }
}
