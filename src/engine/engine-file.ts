import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { z } from 'zod';

const engineFileSchema = z.object({ url: z.string(), pid: z.int() });

const fileOf = (workspace: string): string => join(workspace, '.nexo', 'engine.json');

/** Tells other programs of this machine where the engine of a workspace listens. Losing it loses nothing else. */
export async function writeEngineFile(workspace: string, url: string): Promise<void> {
  await writeFile(fileOf(workspace), `${JSON.stringify({ url, pid: process.pid })}\n`, { mode: 0o600 });
}

/** Takes it away, unless another engine has written its own meanwhile. */
export async function removeEngineFile(workspace: string): Promise<void> {
  if ((await readEngineFile(workspace))?.pid === process.pid) await rm(fileOf(workspace), { force: true });
}

/** Where the engine of a workspace said it listens; it may be gone since. Undefined when none did. */
export async function readEngineFile(workspace: string): Promise<{ url: string; pid: number } | undefined> {
  try {
    return engineFileSchema.parse(JSON.parse(await readFile(fileOf(workspace), 'utf8')));
  } catch {
    return undefined;
  }
}
