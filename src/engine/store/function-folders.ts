import { randomBytes } from 'node:crypto';
import { dirname, join } from 'node:path';

import { NexoError } from '../../contract/errors.ts';
import { functionIdSchema } from '../../contract/function.ts';
import type { FolderContext } from './function-folder.ts';
import { functionIdFor } from './function-id.ts';
import { orderedRecord, parseRecord, type FunctionContent, type FunctionRecord } from './function-record.ts';
import { formatJson, parseJson } from './json-text.ts';
import { readText } from '../../disk/read-text.ts';
import { lastNumber } from './last-number.ts';
import type { StoreFs } from './store-fs.ts';
import type { RestoreCheck } from './store.ts';
import { walkFiles } from './walk-files.ts';

/**
 * Makes a new function's folder and returns its id. It appears complete or not at all. `copyOf` names a function whose
 * other files it gets as well, but for what is hidden or installed.
 */
export async function createFolder(
  context: FolderContext,
  name: string,
  content: FunctionContent,
  copyOf?: { id: string; source: string },
): Promise<string> {
  const { fs, root, files } = context;
  const functions = join(root, 'functions');
  const id = functionIdFor(name, await fs.readdir(functions));
  const temporary = join(root, '.nexo', 'tmp', `new-${randomBytes(6).toString('hex')}`);
  try {
    await fs.mkdir(temporary);
    if (copyOf) await copyFiles(context, `functions/${copyOf.id}`, copyOf.source, temporary);
    await files.write(join(temporary, content.source), content.code);
    await files.write(join(temporary, 'function.json'), formatJson(orderedRecord(content.record)));
    await fs.rename(temporary, join(functions, id));
    await files.syncFolder(functions);
  } catch (error) {
    await fs.rm(temporary, { recursive: true, force: true }).catch(() => undefined);
    throw error;
  }
  return id;
}

async function copyFiles(
  { fs, root, files }: FolderContext,
  folder: string,
  entry: string,
  into: string,
): Promise<void> {
  for (const path of walkFiles(fs, root, folder)) {
    const name = path.slice(folder.length + 1);
    if (name === entry) continue;
    const target = join(into, ...name.split('/'));
    await fs.mkdir(dirname(target), { recursive: true });
    const file = await fs.open(join(root, ...path.split('/')), 'r');
    try {
      await files.write(target, await file.readFile());
    } finally {
      await file.close();
    }
  }
}

/** Moves a function's folder to `.nexo/trash/<id>-<n>`. */
export async function trashFolder({ fs, root, files }: FolderContext, id: string): Promise<void> {
  const functions = join(root, 'functions');
  const trash = trashOf(root);
  await fs.mkdir(trash, { recursive: true });
  const count = (await lastNumber(fs, trash, `${id}-`)) + 1;
  await fs.rename(join(functions, id), join(trash, `${id}-${count}`));
  await files.syncFolder(trash);
  await files.syncFolder(functions);
}

/** Moves the folder that `trashFolder` moved last back to its place, which must be free, if `check` does not throw. */
export async function untrashFolder(context: FolderContext, id: string, check: RestoreCheck): Promise<void> {
  const { fs, root, files } = context;
  const functions = join(root, 'functions');
  const trash = trashOf(root);
  const count = await lastNumber(fs, trash, `${id}-`);
  if (count === 0) throw new NexoError('FUNCTION_NOT_FOUND', `There is no deleted function "${id}"`);
  const removed = join(trash, `${id}-${count}`);
  const record = await readRecord(fs, removed);
  if (record) check(record);
  await fs.rename(removed, join(functions, id));
  await files.syncFolder(functions);
  await files.syncFolder(trash);
}

const trashOf = (root: string): string => join(root, '.nexo', 'trash');

/** Undefined for a record that cannot be read: the folder comes back as a damaged function. */
async function readRecord(fs: StoreFs, folder: string): Promise<FunctionRecord | undefined> {
  try {
    return parseRecord(parseJson((await readText(fs, join(folder, 'function.json')))?.text ?? ''));
  } catch {
    return undefined;
  }
}

/** The folders that can be functions, and the names of those that cannot. Files are nobody's business. */
export async function listFolders({ fs, root }: FolderContext): Promise<{ ids: string[]; others: string[] }> {
  const found = await fs.readdir(join(root, 'functions'), { withFileTypes: true });
  const names = found
    .filter((one) => !one.isFile() && !one.name.startsWith('.'))
    .map((one) => one.name)
    .toSorted();
  const isId = (name: string) => functionIdSchema.safeParse(name).success;
  return { ids: names.filter(isId), others: names.filter((name) => !isId(name)) };
}
