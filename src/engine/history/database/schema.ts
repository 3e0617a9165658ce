import type { DatabaseSync } from 'node:sqlite';

/** Grows by one with each change of the tables; a database with a larger number was written by a newer Nexo. */
export const schemaVersion = 1;

/**
 * `calls` has what lists show and filters look at, so that going through 100,000 of them touches few pages; the rest is
 * in `call_details`. `bytes` is what a call counts against the budget; it is in the index, so that adding it up at the
 * start reads no texts. Histograms are those of `duration-histogram.ts`.
 */
const tables = `
  CREATE TABLE calls (
    seq INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    function TEXT NOT NULL,
    version TEXT NOT NULL,
    version_number INTEGER,
    environment TEXT,
    source TEXT NOT NULL,
    method TEXT NOT NULL,
    path TEXT NOT NULL,
    status INTEGER NOT NULL,
    started_at REAL NOT NULL,
    wall_ms REAL NOT NULL,
    cpu_ms REAL NOT NULL,
    heap_bytes REAL NOT NULL,
    cold INTEGER NOT NULL,
    sandbox INTEGER NOT NULL,
    request_bytes INTEGER NOT NULL,
    response_bytes INTEGER NOT NULL,
    logs INTEGER NOT NULL,
    fetches INTEGER NOT NULL,
    failure TEXT,
    replay_of TEXT,
    words TEXT NOT NULL,
    bytes INTEGER NOT NULL
  ) STRICT;
  CREATE TABLE call_details (
    seq INTEGER PRIMARY KEY,
    detail TEXT NOT NULL,
    request_body BLOB,
    response_body BLOB
  ) STRICT;
  CREATE INDEX calls_by_function ON calls (function, seq, bytes);

  CREATE TABLE traffic (
    span INTEGER NOT NULL,
    at INTEGER NOT NULL,
    function TEXT NOT NULL,
    requests INTEGER NOT NULL,
    errors INTEGER NOT NULL,
    cpu_ms REAL NOT NULL,
    request_bytes INTEGER NOT NULL,
    response_bytes INTEGER NOT NULL,
    durations BLOB NOT NULL,
    PRIMARY KEY (span, at, function)
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE versions (
    function TEXT NOT NULL,
    number INTEGER NOT NULL,
    hash TEXT NOT NULL,
    content TEXT NOT NULL,
    published_at REAL NOT NULL,
    origin TEXT NOT NULL,
    rollback_of INTEGER,
    message TEXT NOT NULL,
    settings TEXT NOT NULL,
    bundle TEXT NOT NULL,
    source_map TEXT NOT NULL,
    inputs TEXT NOT NULL,
    PRIMARY KEY (function, number)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE version_files (
    function TEXT NOT NULL,
    number INTEGER NOT NULL,
    path TEXT NOT NULL,
    blob TEXT NOT NULL,
    PRIMARY KEY (function, number, path)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE blobs (
    hash TEXT PRIMARY KEY,
    bytes BLOB NOT NULL
  ) STRICT, WITHOUT ROWID;
`;

/** Makes the tables of a new database. Those of an older version would be brought up to date here. */
export function prepareSchema(database: DatabaseSync): void {
  const found = versionOf(database);
  if (found === schemaVersion) return;
  database.exec(`BEGIN; ${tables} PRAGMA user_version = ${schemaVersion}; COMMIT;`);
}

/** 0 for a database nobody has used. */
export function versionOf(database: DatabaseSync): number {
  return Number(database.prepare('PRAGMA user_version').get()?.['user_version'] ?? 0);
}
