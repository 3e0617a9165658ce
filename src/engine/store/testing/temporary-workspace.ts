import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { onTestFinished } from 'vitest';

import { functionDraftSchema, type FunctionDraft } from '../../../contract/function.ts';
import { createStore } from '../create-store.ts';
import type { Store, StoreEvent, StoreOptions } from '../store.ts';
import { silentLog } from './silent-log.ts';

export interface TemporaryWorkspace {
  folder: string;
  path(...names: string[]): string;
  read(...names: string[]): Promise<string>;
  write(file: string, text: string | Uint8Array): Promise<void>;
  /** Every file below `functions/`, by its path there. */
  files(): Promise<Record<string, string>>;
  open(options?: Partial<StoreOptions>): Promise<Store>;
}

/** A workspace folder that is gone, and its stores closed, when the test ends. */
export async function temporaryWorkspace(): Promise<TemporaryWorkspace> {
  const folder = await mkdtemp(join(tmpdir(), 'nexo-store-'));
  const opened: Store[] = [];
  onTestFinished(async () => {
    await Promise.all(opened.map((store) => store.dispose()));
    await rm(folder, { recursive: true, force: true });
  });
  const path = (...names: string[]) => join(folder, ...names);
  return {
    folder,
    path,
    read: (...names) => readFile(path(...names), 'utf8'),
    async write(file, text) {
      await mkdir(dirname(path(file)), { recursive: true });
      await writeFile(path(file), text);
    },
    async files() {
      const names = await readdir(path('functions'), { recursive: true, withFileTypes: true });
      const files = names.filter((one) => one.isFile()).map((one) => join(one.parentPath, one.name));
      const texts = files
        .toSorted()
        .map(async (file) => [file.slice(path('functions').length + 1), await readFile(file, 'utf8')]);
      return Object.fromEntries((await Promise.all(texts)) as [string, string][]);
    },
    async open(options) {
      const store = await createStore({ folder, log: silentLog, watch: false, ...options });
      opened.push(store);
      return store;
    },
  };
}

export function draftOf(draft: Partial<FunctionDraft> = {}): FunctionDraft {
  return functionDraftSchema.parse({ name: 'hello', route: '/hello', code: 'function handler() {}\n', ...draft });
}

/** The next event of a type; events that came before it was asked for are not seen. */
export function nextEvent<Type extends StoreEvent['type']>(store: Store, type: Type) {
  return new Promise<StoreEvent & { type: Type }>((resolve) => {
    const stop = store.onChange((event) => {
      if (event.type !== type) return;
      stop();
      resolve(event as StoreEvent & { type: Type });
    });
  });
}
