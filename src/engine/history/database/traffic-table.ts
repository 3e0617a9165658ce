import type { DatabaseSync } from 'node:sqlite';

import {
  addHistogram,
  bytesOfHistogram,
  createHistogram,
  histogramOfBytes,
  type DurationHistogram,
} from '../duration-histogram.ts';

/** What calls of a function, ended in one minute, add up to. */
export interface TrafficSums {
  functionId: string;
  /** The minute's beginning; Unix time, milliseconds. */
  at: number;
  requests: number;
  errors: number;
  cpuMs: number;
  requestBytes: number;
  responseBytes: number;
  durations: DurationHistogram;
}

/** Traffic by minute and by hour, a row for each function that was called then. */
export interface TrafficTable {
  /** Adds to what is there. */
  add(sums: readonly TrafficSums[]): void;
  /** In steps of `span`, from `from` on, oldest first. */
  read(span: Span, from: number): TrafficSums[];
  /** Drops what no range reaches any more. */
  prune(now: number): void;
}

const minute = 60_000;
const hour = 3_600_000;
export type Span = typeof minute | typeof hour;

const kept: Readonly<Record<Span, number>> = { [minute]: 26 * hour, [hour]: 8 * 24 * hour };
const spans: readonly Span[] = [minute, hour];

export function createTrafficTable(database: DatabaseSync): TrafficTable {
  const find = database.prepare('SELECT * FROM traffic WHERE span = ? AND at = ? AND function = ?');
  const put = database.prepare('INSERT OR REPLACE INTO traffic VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)');
  const from = database.prepare('SELECT * FROM traffic WHERE span = ? AND at >= ? ORDER BY at');

  function addTo(span: Span, sums: TrafficSums): void {
    const at = Math.floor(sums.at / span) * span;
    const row = find.get(span, at, sums.functionId);
    const total = row === undefined ? emptySums(sums.functionId, at) : sumsOf(row);
    addSums(total, sums);
    const { functionId, requests, errors, cpuMs, requestBytes, responseBytes, durations } = total;
    put.run(span, at, functionId, requests, errors, cpuMs, requestBytes, responseBytes, bytesOfHistogram(durations));
  }
  return {
    add(list) {
      for (const sums of list) for (const span of spans) addTo(span, sums);
    },
    read: (span, since) => from.all(span, since).map(sumsOf),
    prune(now) {
      for (const span of spans)
        database.prepare('DELETE FROM traffic WHERE span = ? AND at < ?').run(span, now - kept[span]);
    },
  };
}

export function emptySums(functionId: string, at: number): TrafficSums {
  const nothing = { requests: 0, errors: 0, cpuMs: 0, requestBytes: 0, responseBytes: 0 };
  return { functionId, at, ...nothing, durations: createHistogram() };
}

export function addSums(total: TrafficSums, more: TrafficSums): void {
  total.requests += more.requests;
  total.errors += more.errors;
  total.cpuMs += more.cpuMs;
  total.requestBytes += more.requestBytes;
  total.responseBytes += more.responseBytes;
  addHistogram(total.durations, more.durations);
}

function sumsOf(row: Record<string, unknown>): TrafficSums {
  return {
    functionId: String(row['function']),
    at: Number(row['at']),
    requests: Number(row['requests']),
    errors: Number(row['errors']),
    cpuMs: Number(row['cpu_ms']),
    requestBytes: Number(row['request_bytes']),
    responseBytes: Number(row['response_bytes']),
    durations: histogramOfBytes(row['durations']),
  };
}
