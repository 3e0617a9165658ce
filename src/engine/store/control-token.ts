import { randomBytes } from 'node:crypto';
import { chmod, mkdir, open, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';

import { storeError } from './store-error.ts';
import { hasCode } from '../../disk/has-code.ts';

export interface ControlToken {
  token: string;
  file: string;
  /** Others could have read it until now: a new one was made and the mode was put right. */
  replaced: boolean;
}

/**
 * The secret that clients of the control API show: 256 random bits in `.nexo/token`, which only its owner may read.
 * Made when it is missing; where nothing can be written, for as long as the engine runs. Rejects with NexoError STORE_FAILED.
 */
export async function readControlToken(workspace: string, readOnly = false): Promise<ControlToken> {
  const file = join(workspace, '.nexo', 'token');
  try {
    if (!readOnly) await mkdir(join(workspace, '.nexo'), { recursive: true, mode: 0o700 });
    const kept = await readPrivate(file);
    if (kept !== undefined) return { token: kept, file, replaced: false };
    return readOnly ? { token: newToken(), file, replaced: false } : await writeToken(file);
  } catch (error) {
    throw storeError('read', file, error);
  }
}

/** undefined when there is no token, or one that somebody else may have seen. */
async function readPrivate(file: string): Promise<string | undefined> {
  try {
    const { mode } = await stat(file);
    const text = (await readFile(file, 'utf8')).trim();
    const isPrivate = process.platform === 'win32' || (mode & 0o077) === 0;
    return isPrivate && /^[0-9a-f]{64}$/.test(text) ? text : undefined;
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return undefined;
    throw error;
  }
}

const newToken = (): string => randomBytes(32).toString('hex');

async function writeToken(file: string): Promise<ControlToken> {
  const token = newToken();
  const existed = await chmod(file, 0o600).then(
    () => true,
    (error: unknown) => {
      if (hasCode(error, 'ENOENT')) return false;
      throw error;
    },
  );
  const handle = await open(file, existed ? 'w' : 'wx', 0o600);
  try {
    await handle.writeFile(`${token}\n`);
    await handle.sync();
  } finally {
    await handle.close();
  }
  return { token, file, replaced: existed };
}
