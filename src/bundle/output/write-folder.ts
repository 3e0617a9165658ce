import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';

import { z } from 'zod';

import { NexoError } from '../../contract/errors.ts';
import type { BundleFile } from '../bundle-file.ts';

/** Says which files of a folder an export wrote, so that the next one may replace them. */
const markerFile = '.nexo-export.json';
const markerSchema = z.object({ files: z.array(z.string()) });

/**
 * Writes a bundle's files into a folder. One that holds what no export wrote is refused with INVALID_INPUT, unless
 * `force`; then, and where an export wrote it, files of the same name are replaced, those that the last export wrote and
 * this one does not are removed, and everything else stays.
 */
export async function writeFolder(folder: string, files: readonly BundleFile[], force: boolean): Promise<void> {
  const root = resolve(folder);
  const before = await writtenBefore(root);
  if (before === undefined && !force && (await isOccupied(root))) {
    const message = `${root} is not empty, and no export wrote it. Choose another folder, or replace files in it with --force`;
    throw new NexoError('INVALID_INPUT', message, { field: 'out' });
  }
  const paths = files.map(({ path }) => path);
  for (const path of (before ?? []).filter((one) => !paths.includes(one))) {
    await rm(join(root, ...path.split('/')), { force: true });
  }
  for (const { path, bytes } of files) {
    const file = join(root, ...path.split('/'));
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, bytes);
  }
  await writeFile(join(root, markerFile), `${JSON.stringify({ files: paths }, null, 2)}\n`);
}

async function writtenBefore(root: string): Promise<string[] | undefined> {
  try {
    const { files } = markerSchema.parse(JSON.parse(await readFile(join(root, markerFile), 'utf8')));
    return files.filter((path) => !path.startsWith('/') && !path.split('/').includes('..'));
  } catch {
    return undefined;
  }
}

async function isOccupied(root: string): Promise<boolean> {
  try {
    return (await readdir(root)).length > 0;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return false;
    throw error;
  }
}
