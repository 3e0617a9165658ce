import { lstat, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

import { NexoError } from '../../contract/errors.ts';
import { maxSecretFileBytes, secretFileName, withoutValues } from '../../kit/secret-file.ts';
import type { BundleFile } from '../bundle-file.ts';
import { manifestFile } from '../nexo/manifest.ts';
import { entryNameProblem } from '../zip/entry-name.ts';

export interface ReadFolder {
  files: BundleFile[];
  /** What was left out: links, and names that no bundle can have. */
  left: string[];
}

const maxFiles = 2_000;
const maxFileBytes = 8_000_000;
const maxTotalBytes = 40_000_000;
const skipped = new Set(['node_modules', 'dist', 'build', 'coverage']);

/**
 * A project as it lies in a folder, for an import: what is hidden, installed or built is left out, and values of secrets
 * stay where they are. Follows no links. Rejects with INVALID_INPUT for more than can be imported.
 */
export async function readFolder(folder: string): Promise<ReadFolder> {
  const files: BundleFile[] = [];
  const left: string[] = [];
  const isBundle = await lstat(join(folder, manifestFile)).then(
    (state) => state.isFile(),
    () => false,
  );
  let total = 0;

  async function take(path: string, name: string): Promise<void> {
    const { size } = await lstat(join(folder, path));
    const isSecret = secretFileName.test(name);
    const most = isSecret ? maxSecretFileBytes : maxFileBytes;
    total += size;
    if (size > most) throw tooLarge(path, most);
    if (total > maxTotalBytes) throw tooLarge(folder, maxTotalBytes);
    if (files.length >= maxFiles) throw new NexoError('INVALID_INPUT', `${folder}: it has more than ${maxFiles} files`);
    const bytes = await readFile(join(folder, path));
    files.push({ path, bytes: isSecret ? Buffer.from(withoutValues(bytes.toString())) : bytes });
  }

  async function walk(at: string): Promise<void> {
    const found = await readdir(join(folder, at), { withFileTypes: true });
    for (const entry of found.toSorted((a, b) => (a.name < b.name ? -1 : 1))) {
      const path = at === '' ? entry.name : `${at}/${entry.name}`;
      // Of the hidden a project needs these: their names alone are read, never a value.
      if (entry.name.startsWith('.') && !secretFileName.test(entry.name)) continue;
      if (entry.isDirectory()) {
        if (isBundle || !skipped.has(entry.name)) await walk(path);
      } else if (!entry.isFile() || entryNameProblem(path) !== undefined) left.push(path);
      else await take(path, entry.name);
    }
  }

  await walk('');
  if (files.length === 0) throw new NexoError('INVALID_INPUT', `${folder}: there is nothing in it to import`);
  return { files, left };
}

function tooLarge(what: string, bytes: number): NexoError {
  return new NexoError('INVALID_INPUT', `${what}: more than ${bytes / 1_000_000} MB cannot be imported`);
}
