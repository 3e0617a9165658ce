import type { Match, Query } from './find-matches.ts';

/** What the window asks its search worker. */
export interface SearchRequest {
  number: number;
  /** Texts that are others than the worker has; null for files that are gone. */
  changed: readonly (readonly [path: string, text: string | null])[];
  query: Query;
  limit: number;
  /** Shown beside what it replaces, or with `replace` put in its place in all files. */
  replacement?: string;
  replace?: boolean;
}

export interface Found {
  path: string;
  matches: Match[];
}

export interface Replaced {
  path: string;
  before: string;
  text: string;
  count: number;
}

export interface SearchAnswer {
  number: number;
  found: Found[];
  total: number;
  replaced: Replaced[];
}
