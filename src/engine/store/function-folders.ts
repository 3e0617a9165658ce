import { randomBytes } from 'node:crypto';
import { join } from 'node:path';

import { functionIdSchema } from '../../contract/function.ts';
import type { FolderContext } from './function-folder.ts';
import { functionIdFor } from './function-id.ts';
import { orderedRecord, type FunctionContent } from './function-record.ts';
import { formatJson } from './json-text.ts';

/** Makes a new function's folder and returns its id. It appears complete or not at all. */
export async function createFolder(context: FolderContext, name: string, content: FunctionContent): Promise<string> {
  const { fs, root, files } = context;
  const functions = join(root, 'functions');
  const id = functionIdFor(name, await fs.readdir(functions));
  const temporary = join(root, '.nexo', 'tmp', `new-${randomBytes(6).toString('hex')}`);
  try {
    await fs.mkdir(temporary);
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

/** Moves a function's folder to `.nexo/trash/<id>-<n>`. */
export async function trashFolder({ fs, root, files }: FolderContext, id: string): Promise<void> {
  const functions = join(root, 'functions');
  const trash = join(root, '.nexo', 'trash');
  await fs.mkdir(trash, { recursive: true });
  const taken = new Set(await fs.readdir(trash));
  let count = 1;
  while (taken.has(`${id}-${count}`)) count++;
  await fs.rename(join(functions, id), join(trash, `${id}-${count}`));
  await files.syncFolder(trash);
  await files.syncFolder(functions);
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
