import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { z } from 'zod';

import { NexoError } from '../../contract/errors.ts';
import { storeError } from './store-error.ts';

export interface WorkspaceLock {
  release(): void;
}

const sqliteBusy = 5;
const holderSchema = z.object({ pid: z.int() });

/**
 * Makes this process the only writer of a workspace, until `release` or the process's end, however it ends.
 * An SQLite file holds the lock because the operating system frees it with its owner: there is no stale lock to
 * judge by process numbers. Throws NexoError STORE_FAILED naming the holder.
 */
export function lockWorkspace(folder: string, stateFolder: string): WorkspaceLock {
  const holderFile = join(stateFolder, 'lock.json');
  const database = openLock(join(stateFolder, 'lock'));
  try {
    database.exec('PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE');
    const holder = { pid: process.pid, startedAt: new Date(performance.timeOrigin).toISOString() };
    writeFileSync(holderFile, JSON.stringify(holder));
  } catch (error) {
    database.close();
    if (!isBusy(error)) throw storeError('lock', folder, error);
    const pid = readHolder(holderFile);
    const who = pid === undefined ? 'another Nexo Studio' : `another Nexo Studio (process ${pid})`;
    throw new NexoError('STORE_FAILED', `${folder} is open in ${who}. Close it there, or choose another folder.`);
  }
  return {
    release() {
      if (database.isOpen) database.close();
    },
  };
}

function openLock(path: string): DatabaseSync {
  try {
    return new DatabaseSync(path);
  } catch (error) {
    throw storeError('open', path, error);
  }
}

function isBusy(error: unknown): boolean {
  return error instanceof Error && 'errcode' in error && error.errcode === sqliteBusy;
}

function readHolder(file: string): number | undefined {
  try {
    return holderSchema.parse(JSON.parse(readFileSync(file, 'utf8'))).pid;
  } catch {
    return undefined;
  }
}
