import { readFile, stat } from 'node:fs/promises';
import { basename } from 'node:path';

import { NexoError } from '../../contract/errors.ts';
import type { ImportSource } from '../../contract/import.ts';
import { writeZip } from '../zip/write-zip.ts';
import { readFolder } from './read-folder.ts';

export interface PackedSource {
  source: ImportSource;
  /** What of a folder was left out: links, and names that are not accepted. */
  left: string[];
}

const maxBytes = 20_000_000;

/** A folder, a zip or another file as an import takes it. Rejects with INVALID_INPUT, or the file system's own error. */
export async function packSource(path: string): Promise<PackedSource> {
  const name = basename(path);
  const state = await stat(path);
  if (state.isDirectory()) {
    const { files, left } = await readFolder(path);
    return { source: { type: 'zip', name, base64: (await writeZip(files)).toString('base64') }, left };
  }
  if (!state.isFile()) throw new NexoError('INVALID_INPUT', `${name} is neither a file nor a folder`);
  if (state.size > maxBytes) throw new NexoError('INVALID_INPUT', `${name} is larger than ${maxBytes / 1_000_000} MB`);
  const bytes = await readFile(path);
  if (bytes.subarray(0, 2).toString() === 'PK') {
    return { source: { type: 'zip', name, base64: bytes.toString('base64') }, left: [] };
  }
  return { source: { type: 'text', name, text: bytes.toString() }, left: [] };
}
