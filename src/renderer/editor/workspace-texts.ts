import { engine } from '../api/clients.ts';
import { useDrafts } from './drafts-store.ts';
import { changeOf, gonePaths, useFiles } from '../state/files-store.ts';

/** The texts of all files, as they are on the disk; read when they are first asked for, and kept current from then on. */
const stored = new Map<string, string>();
let loading: Promise<void> | null = null;

/** Every text, unsaved where there is a draft. Rejects when the engine cannot tell. */
export async function workspaceTexts(): Promise<ReadonlyMap<string, string>> {
  await (loading ??= load().catch((error: unknown) => {
    loading = null;
    throw error;
  }));
  const texts = new Map(stored);
  for (const [path, { text }] of Object.entries(useDrafts.getState().drafts)) texts.set(path, text);
  return texts;
}

async function load(): Promise<void> {
  stored.clear();
  for await (const batch of await engine.files.texts({})) {
    for (const { path, text } of batch) stored.set(path, text);
  }
}

useFiles.subscribe((files, before) => {
  if (loading === null) return;
  if (files.opened !== before.opened) {
    loading = null;
    return;
  }
  for (const path of gonePaths(before, files)) stored.delete(path);
  for (const path of files.changes.keys()) {
    if (changeOf(files, path) !== changeOf(before, path) && files.paths.has(path)) void readAgain(path);
  }
});

async function readAgain(path: string): Promise<void> {
  const file = await engine.files.read({ path }).catch(() => undefined);
  if (file === undefined) stored.delete(path);
  else stored.set(path, file.text);
}
