import type { DraftStorage, KeptDrafts } from './draft-storage.ts';

const databaseName = 'nexo-drafts';
const storeName = 'workspaces';

/**
 * Drafts in IndexedDB. Unlike localStorage, which the browser writes to disk seconds later, a committed transaction
 * is on disk: it survives a crash of the whole app.
 */
export function createBrowserDraftStorage(): DraftStorage {
  let database: Promise<IDBDatabase> | undefined;
  const open = () => (database ??= openDatabase());
  return {
    async read(workspace) {
      const transaction = (await open()).transaction(storeName, 'readonly');
      return promised(transaction.objectStore(storeName).get(workspace));
    },
    async write(workspace, value) {
      const transaction = (await open()).transaction(storeName, 'readwrite', { durability: 'strict' });
      transaction.objectStore(storeName).put(value, workspace);
      await new Promise<void>((resolve, reject) => {
        transaction.oncomplete = () => resolve();
        transaction.onabort = () => reject(transaction.error ?? new Error('The drafts could not be written.'));
      });
    },
  };
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

async function openDatabase(): Promise<IDBDatabase> {
  const request = indexedDB.open(databaseName, 1);
  request.onupgradeneeded = () => request.result.createObjectStore(storeName);
  return promised(request);
}

function promised<Value>(request: IDBRequest<Value>): Promise<Value> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error('The drafts could not be read.'));
  });
}
