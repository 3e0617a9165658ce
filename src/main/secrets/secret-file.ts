import { createHash, randomBytes } from 'node:crypto';
import { mkdir, open, readFile, rename, rm } from 'node:fs/promises';
import path from 'node:path';

import { z } from 'zod';

const fileSchema = z.object({
  /** Only for people who look into the file. */
  workspace: z.string(),
  environments: z.record(z.string(), z.record(z.string(), z.base64())),
});
/** Encrypted values as base64, by environment and name. */
export type SecretFile = z.infer<typeof fileSchema>['environments'];

/** Where the secrets of a workspace are kept: one file each, so that no workspace can name another's. */
export function secretFilePath(folder: string, workspace: string): string {
  const name = createHash('sha256').update(path.resolve(workspace)).digest('hex').slice(0, 24);
  return path.join(folder, `${name}.json`);
}

/** What was written; nothing when there is no file. Rejects when the file is damaged: it may be mended. */
export async function readSecretFile(file: string): Promise<SecretFile> {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return {};
    throw error;
  }
  return fileSchema.parse(JSON.parse(text)).environments;
}

/** Replaces the file; a crash leaves the old one or the new one. Only its owner can read it. */
export async function writeSecretFile(file: string, workspace: string, environments: SecretFile): Promise<void> {
  await mkdir(path.dirname(file), { recursive: true, mode: 0o700 });
  const temporary = `${file}.${randomBytes(6).toString('hex')}`;
  try {
    const handle = await open(temporary, 'wx', 0o600);
    try {
      await handle.writeFile(`${JSON.stringify({ workspace, environments }, null, 2)}\n`);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(temporary, file);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
}
