import type { DatabaseSync } from 'node:sqlite';

import type { CallSummary } from '../../../contract/call.ts';
import type { QueryTerm } from '../../../contract/call-query.ts';
import { filterOf } from './call-filter.ts';
import { callColumns, summaryOf, valuesOf, type CallRow } from './call-row.ts';

export interface CallPage {
  calls: CallSummary[];
  /** Of all that match and are no newer than `upTo`. */
  total: number;
  upTo: number;
}

export interface StoredCall {
  summary: CallSummary;
  detail: string;
  requestBody: Uint8Array | null;
  responseBody: Uint8Array | null;
}

export interface ListOptions {
  terms: QueryTerm[];
  upTo?: number;
  offset: number;
  limit: number;
}

/** The calls, within a budget of bytes: the oldest go first. */
export interface CallTable {
  insert(rows: readonly CallRow[]): void;
  list(options: ListOptions): CallPage;
  /** Matching calls newer than `after`, oldest first; how many there are besides, and the newest `seq` of all. */
  since(terms: QueryTerm[], after: number, limit: number): { calls: CallSummary[]; missed: number; upTo: number };
  get(id: string): StoredCall | undefined;
  /** Newest first. */
  stored(terms: QueryTerm[], limit: number): StoredCall[];
  clear(terms: QueryTerm[]): number;
  size(): { calls: number; bytes: number };
}

/** What a row costs besides its texts and bodies. */
const rowBytes = 250;
/** Making room for more than is needed now saves doing it for every batch. */
const slack = 0.02;

export function createCallTable(database: DatabaseSync, budgetBytes: number): CallTable {
  const insertCall = database.prepare(
    `INSERT OR IGNORE INTO calls (seq, ${callColumns.join(', ')}, words, bytes)
     VALUES (?, ${callColumns.map(() => '?').join(', ')}, ?, ?)`,
  );
  const insertDetail = database.prepare('INSERT INTO call_details VALUES (?, ?, ?, ?)');
  const detailOf = database.prepare('SELECT * FROM calls JOIN call_details USING (seq) WHERE id = ?');
  const size = measure();
  /** Counted here, so that a number is not used again after its call was cleared. */
  let newest = Number(database.prepare('SELECT coalesce(max(seq), 0) AS seq FROM calls').get()?.['seq']);

  function measure(): { calls: number; bytes: number } {
    const row = database.prepare('SELECT count(*) AS calls, coalesce(sum(bytes), 0) AS bytes FROM calls').get();
    return { calls: Number(row?.['calls']), bytes: Number(row?.['bytes']) };
  }

  function insertOne(row: CallRow): void {
    const bodies = (row.requestBody?.byteLength ?? 0) + (row.responseBody?.byteLength ?? 0);
    const bytes = rowBytes + row.path.length + row.words.length + row.detail.length + bodies;
    const { changes } = insertCall.run(newest + 1, ...valuesOf(row), row.words, bytes);
    if (changes === 0) return;
    newest += 1;
    insertDetail.run(newest, row.detail, row.requestBody, row.responseBody);
    size.calls += 1;
    size.bytes += bytes;
  }

  function makeRoom(): void {
    if (size.bytes <= budgetBytes) return;
    const target = budgetBytes * (1 - slack);
    let last = 0;
    const oldest = database.prepare('SELECT seq, bytes FROM calls ORDER BY seq').iterate();
    for (const { seq, bytes } of oldest) {
      size.bytes -= Number(bytes);
      size.calls -= 1;
      last = Number(seq);
      if (size.bytes <= target) break;
    }
    database.prepare('DELETE FROM call_details WHERE seq <= ?').run(last);
    database.prepare('DELETE FROM calls WHERE seq <= ?').run(last);
  }

  return {
    insert(rows) {
      for (const row of rows) insertOne(row);
      makeRoom();
    },
    list({ terms, upTo = newest, offset, limit }) {
      const { sql, values } = filterOf({ terms });
      const where = `WHERE seq <= ? AND ${sql}`;
      const rows = database
        .prepare(`SELECT * FROM calls ${where} ORDER BY seq DESC LIMIT ? OFFSET ?`)
        .all(upTo, ...values, limit, offset);
      const total = database.prepare(`SELECT count(*) AS total FROM calls ${where}`).get(upTo, ...values);
      return { calls: rows.map(summaryOf), total: Number(total?.['total']), upTo };
    },
    since(terms, after, limit) {
      const { sql, values } = filterOf({ terms });
      const where = `WHERE seq > ? AND ${sql}`;
      const rows = database
        .prepare(`SELECT * FROM (SELECT * FROM calls ${where} ORDER BY seq DESC LIMIT ?) ORDER BY seq`)
        .all(after, ...values, limit);
      const total = database.prepare(`SELECT count(*) AS total FROM calls ${where}`).get(after, ...values);
      return { calls: rows.map(summaryOf), missed: Number(total?.['total']) - rows.length, upTo: newest };
    },
    get(id) {
      const row = detailOf.get(id);
      return row && storedOf(row);
    },
    stored(terms, limit) {
      const { sql, values } = filterOf({ terms });
      return database
        .prepare(`SELECT * FROM calls JOIN call_details USING (seq) WHERE ${sql} ORDER BY seq DESC LIMIT ?`)
        .all(...values, limit)
        .map(storedOf);
    },
    clear(terms) {
      const { sql, values } = filterOf({ terms });
      database.prepare(`DELETE FROM call_details WHERE seq IN (SELECT seq FROM calls WHERE ${sql})`).run(...values);
      const { changes } = database.prepare(`DELETE FROM calls WHERE ${sql}`).run(...values);
      Object.assign(size, measure());
      return Number(changes);
    },
    size: () => ({ ...size }),
  };
}

function storedOf(row: Record<string, unknown>): StoredCall {
  return {
    summary: summaryOf(row),
    detail: String(row['detail']),
    requestBody: bytesOf(row['request_body']),
    responseBody: bytesOf(row['response_body']),
  };
}

function bytesOf(value: unknown): Uint8Array | null {
  return value instanceof Uint8Array ? value : null;
}
