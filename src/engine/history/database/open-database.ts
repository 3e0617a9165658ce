import { existsSync, mkdirSync, renameSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

import type { HistoryState } from '../../../contract/call.ts';
import { prepareSchema, schemaVersion, versionOf } from './schema.ts';

export interface OpenedDatabase {
  database: DatabaseSync;
  notice: HistoryState['notice'];
}

/**
 * What `.nexo/state.db` holds can be lost: one that cannot be used is set aside, and a new one begun. `broken` is what it
 * failed with while it was in use. Never throws.
 */
export function openDatabase(file: string, broken?: unknown): OpenedDatabase {
  if (broken !== undefined) return openInstead(file, broken);
  try {
    mkdirSync(dirname(file), { recursive: true });
    return { database: open(file), notice: null };
  } catch (error) {
    return isUnusable(error) ? openInstead(file, error) : inMemory(error);
  }
}

/** Whether `error` says that the database itself is broken, rather than the disk full or a file not ours to write. */
export function isUnusable(error: unknown, when: 'opened' | 'inUse' = 'opened'): boolean {
  if (error instanceof NewerDatabaseError) return true;
  const code = error instanceof Error && 'errcode' in error ? Number(error.errcode) & 0xff : 0;
  // A table that is not as ours: nobody but us makes these, so another program did.
  const isForeign = when === 'opened' && code === sqliteError;
  return code === sqliteCorrupt || code === sqliteNotADatabase || isForeign;
}

class NewerDatabaseError extends Error {}

const sqliteError = 1;
const sqliteCorrupt = 11;
const sqliteNotADatabase = 26;

function open(file: string): DatabaseSync {
  const database = new DatabaseSync(file);
  try {
    // What the operating system has was written; a power cut may cost the last seconds of history, never the file.
    database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA busy_timeout = 2000;');
    database.exec('PRAGMA journal_size_limit = 16777216; PRAGMA temp_store = MEMORY;');
    if (versionOf(database) > schemaVersion) throw new NewerDatabaseError('it was written by a newer version of Nexo');
    prepareSchema(database);
    database.prepare('SELECT count(*) FROM (SELECT seq, words FROM calls LIMIT 1)').get();
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
}

function openInstead(file: string, error: unknown): OpenedDatabase {
  try {
    const newer = error instanceof NewerDatabaseError;
    const aside = setAside(file, newer ? 'newer' : 'damaged');
    const message = error instanceof Error ? error.message : String(error);
    return { database: open(file), notice: { code: newer ? 'NEWER' : 'DAMAGED', message, file: aside } };
  } catch (second) {
    return inMemory(second);
  }
}

function inMemory(error: unknown): OpenedDatabase {
  return openInMemory(error instanceof Error ? error.message : String(error));
}

/** A database that lasts as long as the engine; `message` says why there is no other. */
export function openInMemory(message: string): OpenedDatabase {
  return { database: open(':memory:'), notice: { code: 'MEMORY_ONLY', message, file: null } };
}

/** Renames the database and what SQLite keeps beside it; returns the new name. */
function setAside(file: string, why: string): string {
  const stamp = new Date().toISOString().replace(/[:.]/g, '-');
  const aside = `${file}.${why}-${stamp}`;
  for (const suffix of ['', '-wal', '-shm']) {
    if (existsSync(file + suffix)) renameSync(file + suffix, aside + suffix);
  }
  return aside;
}
