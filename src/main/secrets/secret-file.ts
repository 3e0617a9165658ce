import { createHash } from 'node:crypto';
import path from 'node:path';

import { z } from 'zod';

import type { DiskFs } from '../../disk/disk-fs.ts';
import { openDurableFolder } from '../../disk/open-durable-folder.ts';
import { readText } from '../../disk/read-text.ts';

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
export async function readSecretFile(fs: DiskFs, file: string): Promise<SecretFile> {
  const found = await readText(fs, file);
  return found === null ? {} : fileSchema.parse(JSON.parse(found.text)).environments;
}

/** Replaces the file; a crash or a power cut leaves the old one or the new one. Only its owner can read it. */
export async function writeSecretFile(
  fs: DiskFs,
  file: string,
  workspace: string,
  environments: SecretFile,
): Promise<void> {
  const files = await openDurableFolder(fs, path.dirname(file));
  await files.write(file, `${JSON.stringify({ workspace, environments }, null, 2)}\n`, 0o600);
}
