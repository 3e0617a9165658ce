import { mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

import { readNexoBundle } from '../bundle/nexo/read-nexo-bundle.ts';

export interface UnpackedBundle {
  /** A workspace of its own, which nobody else has. */
  folder: string;
  remove(): Promise<void>;
}

const maxBytes = 20_000_000;

/** Unpacks a Nexo bundle into a fresh folder. Rejects with the reason when it cannot be read, or is none. */
export async function unpackBundle(file: string): Promise<UnpackedBundle> {
  const { size } = await stat(file);
  if (size > maxBytes) throw new Error(`${file} is larger than ${maxBytes / 1_000_000} MB`);
  const { files } = await readNexoBundle(await readFile(file));
  const folder = await mkdtemp(join(tmpdir(), 'nexo-bundle-'));
  const remove = (): Promise<void> => rm(folder, { recursive: true, force: true });
  try {
    for (const { path, bytes } of files) {
      await mkdir(dirname(join(folder, path)), { recursive: true });
      await writeFile(join(folder, path), bytes, { flag: 'wx' });
    }
    return { folder, remove };
  } catch (error) {
    await remove();
    throw error;
  }
}
