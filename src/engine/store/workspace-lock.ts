import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { z } from 'zod';

import { NexoError } from '../../contract/errors.ts';
import { storeError } from './store-error.ts';

export interface WorkspaceLock {
  release(): void;
}

const sqliteBusy = 5;
const sqliteNotADatabase = 26;
const holderSchema = z.object({ pid: z.int() });

/**
 * Makes this process the only writer of a workspace, until `release` or the process's end, however it ends.
 * An SQLite file holds the lock because the operating system frees it with its owner: there is no stale lock to
 * judge by process numbers. Throws NexoError STORE_FAILED naming the holder.
 */
export function lockWorkspace(folder: string, stateFolder: string): WorkspaceLock {
  const holderFile = join(stateFolder, 'lock.json');
  const path = join(stateFolder, 'lock');
  let database = openLock(path);
  const take = (): void => database.exec('PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE');
  try {
    try {
      take();
    } catch (error) {
      if (errorNumber(error) !== sqliteNotADatabase) throw error;
      // Nothing is in a lock, and nobody can hold one that is no database.
      database.close();
      rmSync(path);
      database = openLock(path);
      take();
    }
    const holder = { pid: process.pid, startedAt: new Date(performance.timeOrigin).toISOString() };
    writeFileSync(holderFile, JSON.stringify(holder));
  } catch (error) {
    database.close();
    if (errorNumber(error) !== sqliteBusy) throw storeError('lock', folder, error);
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

function errorNumber(error: unknown): number {
  return error instanceof Error && 'errcode' in error ? Number(error.errcode) & 0xff : 0;
}

function readHolder(file: string): number | undefined {
  try {
    return holderSchema.parse(JSON.parse(readFileSync(file, 'utf8'))).pid;
  } catch {
    return undefined;
  }
}
