import type { DatabaseSync } from 'node:sqlite';

import type { HistoryState } from '../../../contract/call.ts';
import type { QueryTerm } from '../../../contract/call-query.ts';
import type { CallRow } from './call-row.ts';
import { createCallTable, type ListOptions } from './call-table.ts';
import { isUnusable, openDatabase, openInMemory } from './open-database.ts';
import { createTrafficTable, type Span, type TrafficSums } from './traffic-table.ts';
import { createVersionTable, type StoredVersion } from './version-table.ts';

export interface DatabaseOptions {
  file: string;
  budgetBytes: number;
  /** Why the file may not be touched: everything is kept in memory instead. */
  memoryOnly?: string | undefined;
}

/**
 * Everything the history keeps, behind plain functions that are called one at a time, from the worker. A database that
 * turns out damaged while it is used is set aside like one that cannot be opened.
 */
export type HistoryDatabase = ReturnType<typeof createHistoryDatabase>;

/** As the history stands, but for what the engine's own side knows. */
export type DatabaseState = Omit<HistoryState, 'dropped'>;

export function createHistoryDatabase({ file, budgetBytes, memoryOnly }: DatabaseOptions) {
  let { database, notice } = memoryOnly === undefined ? openDatabase(file) : openInMemory(memoryOnly);
  let tables = tablesOf(database);

  function tablesOf(opened: DatabaseSync) {
    return {
      calls: createCallTable(opened, budgetBytes),
      traffic: createTrafficTable(opened),
      versions: createVersionTable(opened),
    };
  }

  /** Runs `job` on the tables, once more on new ones when the old ones proved broken. */
  function attempt<Result>(job: (current: typeof tables) => Result): Result {
    try {
      return job(tables);
    } catch (error) {
      if (!isUnusable(error, 'inUse')) throw error;
      try {
        database.close();
      } catch {
        // It is given up either way.
      }
      ({ database, notice } = openDatabase(file, error));
      tables = tablesOf(database);
      return job(tables);
    }
  }

  function inTransaction<Result>(job: (current: typeof tables) => Result): Result {
    return attempt((current) => {
      database.exec('BEGIN IMMEDIATE');
      try {
        const result = job(current);
        database.exec('COMMIT');
        return result;
      } catch (error) {
        if (database.isTransaction) database.exec('ROLLBACK');
        throw error;
      }
    });
  }

  /** The same for what somebody counts on: a power cut does not take it back. */
  function durably<Result>(job: (current: typeof tables) => Result): Result {
    database.exec('PRAGMA synchronous = FULL');
    try {
      return inTransaction(job);
    } finally {
      database.exec('PRAGMA synchronous = NORMAL');
    }
  }

  const state = (): DatabaseState => ({ ...tables.calls.size(), budgetBytes, notice });
  return {
    state,
    /** One transaction; returns how things stand after it. */
    write(calls: CallRow[], traffic: TrafficSums[], now: number): DatabaseState {
      inTransaction((current) => {
        current.calls.insert(calls);
        if (traffic.length === 0) return;
        current.traffic.add(traffic);
        current.traffic.prune(now);
      });
      return state();
    },
    listCalls: (options: ListOptions) => attempt(({ calls }) => calls.list(options)),
    callsSince: (terms: QueryTerm[], after: number, limit: number) =>
      attempt(({ calls }) => calls.since(terms, after, limit)),
    getCall: (id: string) => attempt(({ calls }) => calls.get(id)),
    storedCalls: (terms: QueryTerm[], limit: number) => attempt(({ calls }) => calls.stored(terms, limit)),
    clearCalls: (terms: QueryTerm[]) => inTransaction(({ calls }) => calls.clear(terms)),
    readTraffic: (span: Span, from: number) => attempt(({ traffic }) => traffic.read(span, from)),
    addVersion: (version: StoredVersion) => durably(({ versions }) => versions.add(version)),
    listVersions: (functionId: string) => attempt(({ versions }) => versions.list(functionId)),
    getVersion: (functionId: string, number: number) => attempt(({ versions }) => versions.get(functionId, number)),
    latestVersions: () => attempt(({ versions }) => versions.latest()),
    describeVersion: (functionId: string, number: number, message: string) =>
      durably(({ versions }) => versions.describe(functionId, number, message)),
    close: () => database.close(),
  };
}
