import { join } from 'node:path';
import { z } from 'zod';

import { readText } from '../../disk/read-text.ts';
import { formatJson, parseJson } from './json-text.ts';
import { migrations as known, type Migration, type MigrationContext } from './migrations.ts';
import { createBackups } from './workspace-backup.ts';

const versionSchema = z.looseObject({ version: z.int().min(1) });

/** The layout that these migrations lead to. */
export const layoutAfter = (migrations: readonly Migration[]): number => 1 + migrations.length;

/**
 * Brings a workspace to the layout of this version, one step after the other. Before the first, all of it is copied to
 * `.nexo/backups/version-<n>`. Resolves with that name; null where there was nothing to do. A crash leaves a workspace
 * that the next call goes on with.
 */
export async function migrateWorkspace(
  context: MigrationContext,
  migrations: readonly Migration[] = known,
): Promise<string | null> {
  const from = await versionOf(context);
  if (from === undefined || from >= layoutAfter(migrations)) return null;
  const backup = backupName(from);
  await createBackups(context).make(backup);
  for (let version = from; version < layoutAfter(migrations); version++) {
    await migrations[version - 1]?.(context);
    await setVersion(context, version + 1);
  }
  return backup;
}

/** What the copy of a workspace of that version is called. */
export const backupName = (version: number): string => `version-${version}`;

/** Undefined where it does not say, or cannot be understood: there is nothing to begin with. */
async function versionOf({ fs, root }: MigrationContext): Promise<number | undefined> {
  try {
    const found = await readText(fs, join(root, 'nexo.json'));
    return versionSchema.safeParse(parseJson(found?.text ?? 'null')).data?.version;
  } catch {
    return undefined;
  }
}

async function setVersion({ fs, files, root }: MigrationContext, version: number): Promise<void> {
  const found = await readText(fs, join(root, 'nexo.json'));
  const settings = versionSchema.parse(parseJson(found?.text ?? 'null'));
  await files.write(join(root, 'nexo.json'), formatJson({ ...settings, version }));
}
