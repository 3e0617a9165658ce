import type { Call, CallSummary, HistoryState } from '../../contract/call.ts';
import type { QueryTerm } from '../../contract/call-query.ts';
import type { AsyncQueue } from '../../kit/async-queue.ts';
import type { CaptureMemory } from './capture-memory.ts';
import type { CapturedCall } from './captured-call.ts';
import type { CallPage, ListOptions } from './database/call-table.ts';
import type { Span, TrafficSums } from './database/traffic-table.ts';
import type { DatabaseClient } from './database-client.ts';

export interface CallNews {
  calls: CallSummary[];
  missed: number;
  upTo: number;
  history: HistoryState;
}

/**
 * What happened in this workspace, kept in `.nexo/state.db` by a thread of its own. Losing it loses history, never work:
 * what goes wrong with it is logged and shown, and nothing else depends on it.
 */
export interface History {
  /** Opens the database, once the workspace is this engine's; until then everything waits. */
  open(memoryOnly?: string): void;
  /** What bodies under way may take. */
  readonly memory: CaptureMemory;
  /** Takes a call that has ended. Never throws, never waits; leaves it out, and counts that, when too many come. */
  record(call: CapturedCall): void;
  list(options: ListOptions): Promise<CallPage>;
  get(id: string): Promise<Call | undefined>;
  /** Newest first. */
  all(terms: QueryTerm[], limit: number): Promise<Call[]>;
  clear(terms: QueryTerm[]): Promise<number>;
  watch(terms: QueryTerm[], signal: AbortSignal | undefined): AsyncQueue<CallNews>;
  traffic(span: Span, from: number): Promise<TrafficSums[]>;
  readonly versions: Pick<DatabaseClient, 'call'>;
  /** Writes what has not been written. */
  dispose(): Promise<void>;
}
