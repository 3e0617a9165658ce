/** Values that outlive the window, by key. Plain data only. */
export interface BrowserDatabase {
  /** Undefined when nothing was written. */
  read(key: string): Promise<unknown>;
  /** Resolves when the value would survive a crash of the app; rejects when it cannot be kept. */
  write(key: string, value: unknown): Promise<void>;
}

const storeName = 'workspaces';

/**
 * Values in IndexedDB. Unlike localStorage, which the browser writes to disk seconds later, a committed transaction
 * is on disk: it survives a crash of the whole app.
 */
export function createBrowserDatabase(name: string): BrowserDatabase {
  let database: Promise<IDBDatabase> | undefined;
  const open = () => (database ??= openDatabase(name));
  return {
    async read(key) {
      const transaction = (await open()).transaction(storeName, 'readonly');
      return promised(transaction.objectStore(storeName).get(key));
    },
    async write(key, value) {
      const transaction = (await open()).transaction(storeName, 'readwrite', { durability: 'strict' });
      transaction.objectStore(storeName).put(value, key);
      await new Promise<void>((resolve, reject) => {
        transaction.addEventListener('complete', () => resolve());
        transaction.addEventListener('abort', () =>
          reject(transaction.error ?? new Error(`${name} could not be written.`)),
        );
      });
    },
  };
}

async function openDatabase(name: string): Promise<IDBDatabase> {
  const request = indexedDB.open(name, 1);
  request.onupgradeneeded = () => request.result.createObjectStore(storeName);
  return promised(request);
}

function promised<Value>(request: IDBRequest<Value>): Promise<Value> {
  return new Promise((resolve, reject) => {
    request.addEventListener('success', () => resolve(request.result));
    request.addEventListener('error', () =>
      reject(request.error ?? new Error('The browser database could not be read.')),
    );
  });
}
