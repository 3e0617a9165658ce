import { createBrowserDatabase } from '../state/browser-database.ts';
import type { DraftStorage, KeptDrafts } from './draft-storage.ts';

export function createBrowserDraftStorage(): DraftStorage {
  return createBrowserDatabase('nexo-drafts');
}

/** For the moment a window closes, when nothing asynchronous is finished any more. */
export const lastMoment = {
  read(workspace: string): unknown {
    try {
      return JSON.parse(localStorage.getItem(lastMomentKey(workspace)) ?? 'null');
    } catch {
      return null;
    }
  },
  write(workspace: string, value: KeptDrafts): void {
    try {
      localStorage.setItem(lastMomentKey(workspace), JSON.stringify(value));
    } catch {
      // Too large for it. The copy in the database is at most a moment older.
      localStorage.removeItem(lastMomentKey(workspace));
    }
  },
};

const lastMomentKey = (workspace: string): string => `nexo.drafts:${workspace}`;
