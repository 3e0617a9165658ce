import { createHash } from 'node:crypto';
import type { DatabaseSync } from 'node:sqlite';

import type { VersionOrigin, VersionSettings } from '../../../contract/version.ts';

/** What of a version is told in lists. */
export interface VersionRow {
  functionId: string;
  number: number;
  /** As `x-nexo-version` says it. */
  hash: string;
  /** Changes with everything a version holds. */
  content: string;
  publishedAt: number;
  origin: VersionOrigin;
  rollbackOf: number | null;
  message: string;
  settings: VersionSettings;
}

/** A version with all that runs and all it was made of. */
export interface StoredVersion extends VersionRow {
  bundle: string;
  sourceMap: string;
  inputs: string[];
  files: VersionFile[];
}

export interface VersionFile {
  path: string;
  bytes: Uint8Array;
}

/** Every published version of every function; equal files are kept once. */
export interface VersionTable {
  add(version: StoredVersion): void;
  /** Newest first. */
  list(functionId: string): VersionRow[];
  get(functionId: string, number: number): StoredVersion | undefined;
  /** The newest of each function, with its files' paths and hashes. */
  latest(): (VersionRow & { files: Record<string, string> })[];
  describe(functionId: string, number: number, message: string): void;
}

/** Of one function; those with a message stay longest, and the latest stays, as it is what may be served. */
const maxVersions = 200;

export function createVersionTable(database: DatabaseSync): VersionTable {
  const insert = database.prepare('INSERT OR REPLACE INTO versions VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)');
  const insertFile = database.prepare('INSERT OR REPLACE INTO version_files VALUES (?, ?, ?, ?)');
  const insertBlob = database.prepare('INSERT OR IGNORE INTO blobs VALUES (?, ?)');
  const listed = `function, number, hash, content, published_at, origin, rollback_of, message, settings`;

  function prune(functionId: string, latest: number): void {
    const count = database.prepare('SELECT count(*) AS count FROM versions WHERE function = ?').get(functionId);
    if (Number(count?.['count']) <= maxVersions) return;
    const oldest = database
      .prepare("SELECT number FROM versions WHERE function = ? AND number < ? ORDER BY message <> '', number LIMIT 1")
      .get(functionId, latest);
    const number = Number(oldest?.['number']);
    database.prepare('DELETE FROM versions WHERE function = ? AND number = ?').run(functionId, number);
    database.prepare('DELETE FROM version_files WHERE function = ? AND number = ?').run(functionId, number);
    database.exec('DELETE FROM blobs WHERE hash NOT IN (SELECT blob FROM version_files)');
  }

  return {
    add(version) {
      const { functionId, number, bundle, sourceMap, inputs, files, ...row } = version;
      for (const { path, bytes } of files) {
        const hash = hashOf(bytes);
        insertBlob.run(hash, bytes);
        insertFile.run(functionId, number, path, hash);
      }
      const { hash, content, publishedAt, origin, rollbackOf, message, settings } = row;
      const told = [hash, content, publishedAt, origin, rollbackOf, message, JSON.stringify(settings)];
      insert.run(functionId, number, ...told, bundle, sourceMap, JSON.stringify(inputs));
      prune(functionId, number);
    },
    list: (functionId) =>
      database
        .prepare(`SELECT ${listed} FROM versions WHERE function = ? ORDER BY number DESC`)
        .all(functionId)
        .map(rowOf),
    get(functionId, number) {
      const row = database.prepare('SELECT * FROM versions WHERE function = ? AND number = ?').get(functionId, number);
      if (row === undefined) return undefined;
      const files = database
        .prepare(
          'SELECT path, bytes FROM version_files JOIN blobs ON blob = hash WHERE function = ? AND number = ? ORDER BY path',
        )
        .all(functionId, number)
        .map(({ path, bytes }) => ({ path: String(path), bytes: bytes as Uint8Array }));
      const { bundle, source_map: sourceMap, inputs } = row;
      return {
        ...rowOf(row),
        bundle: String(bundle),
        sourceMap: String(sourceMap),
        inputs: JSON.parse(String(inputs)) as string[],
        files,
      };
    },
    latest() {
      const rows = database
        .prepare(`SELECT ${listed} FROM versions GROUP BY function HAVING number = max(number)`)
        .all()
        .map(rowOf);
      const filesOf = database.prepare('SELECT path, blob FROM version_files WHERE function = ? AND number = ?');
      return rows.map((row) => ({
        ...row,
        files: Object.fromEntries(
          filesOf.all(row.functionId, row.number).map(({ path, blob }) => [String(path), String(blob)]),
        ),
      }));
    },
    describe(functionId, number, message) {
      database
        .prepare('UPDATE versions SET message = ? WHERE function = ? AND number = ?')
        .run(message, functionId, number);
    },
  };
}

/** The name equal files share. */
export function hashOf(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex').slice(0, 32);
}

function rowOf(row: Record<string, unknown>): VersionRow {
  return {
    functionId: String(row['function']),
    number: Number(row['number']),
    hash: String(row['hash']),
    content: String(row['content']),
    publishedAt: Number(row['published_at']),
    origin: row['origin'] as VersionOrigin,
    rollbackOf: row['rollback_of'] === null ? null : Number(row['rollback_of']),
    message: String(row['message']),
    settings: JSON.parse(String(row['settings'])) as VersionSettings,
  };
}
