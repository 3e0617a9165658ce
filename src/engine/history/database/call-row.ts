import type { CallSummary } from '../../../contract/call.ts';

/** One call on its way to the tables: flat, so that handing it to the worker costs little. */
export interface CallRow extends Omit<CallSummary, 'seq' | 'logs' | 'fetches'> {
  logs: number;
  fetches: number;
  /** What free text is looked for in besides path and function. */
  words: string;
  /** JSON; see `CallDetail`. */
  detail: string;
  requestBody: Uint8Array | null;
  responseBody: Uint8Array | null;
}

/** In the order of `INSERT`. */
export const callColumns = [
  'id',
  'function',
  'version',
  'version_number',
  'environment',
  'source',
  'method',
  'path',
  'status',
  'started_at',
  'wall_ms',
  'cpu_ms',
  'heap_bytes',
  'cold',
  'sandbox',
  'request_bytes',
  'response_bytes',
  'logs',
  'fetches',
  'failure',
  'replay_of',
] as const;

export function valuesOf(row: CallRow): (string | number | null)[] {
  return [
    row.id,
    row.functionId,
    row.version,
    row.versionNumber,
    row.environment,
    row.source,
    row.method,
    row.path,
    row.status,
    row.startedAt,
    row.wallMs,
    row.cpuMs,
    row.heapBytes,
    row.cold ? 1 : 0,
    row.sandbox,
    row.requestBytes,
    row.responseBytes,
    row.logs,
    row.fetches,
    row.failure,
    row.replayOf,
  ];
}

/** A row as SQLite gives it; the tables are ours, so their values are as we wrote them. */
export function summaryOf(row: Record<string, unknown>): CallSummary {
  return {
    seq: row['seq'],
    id: row['id'],
    functionId: row['function'],
    version: row['version'],
    versionNumber: row['version_number'],
    environment: row['environment'],
    source: row['source'],
    method: row['method'],
    path: row['path'],
    status: row['status'],
    startedAt: row['started_at'],
    wallMs: row['wall_ms'],
    cpuMs: row['cpu_ms'],
    heapBytes: row['heap_bytes'],
    cold: row['cold'] === 1,
    sandbox: row['sandbox'],
    requestBytes: row['request_bytes'],
    responseBytes: row['response_bytes'],
    logs: row['logs'],
    fetches: row['fetches'],
    failure: row['failure'],
    replayOf: row['replay_of'],
  } as CallSummary;
}
