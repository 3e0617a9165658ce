import { create } from 'zustand';

import { problemOf } from '../../api/problem.ts';
import { expressionOf, type Query } from './find-matches.ts';
import type { Found } from './search-messages.ts';
import { createSearcher, TooSlowError } from './searcher.ts';
import { workspaceTexts } from '../../editor/workspace-texts.ts';

interface SearchState {
  query: Query;
  /** Null while nothing is to be replaced. */
  replacement: string | null;
  phase: 'idle' | 'searching' | 'done' | 'slow' | 'invalid' | 'failed';
  /** Why it is invalid, or failed. */
  reason: string;
  found: readonly Found[];
  total: number;
}

export const mostMatches = 2_000;

/** What is looked for in all files, and where it was found. */
export const useSearch = create<SearchState>()(() => ({
  query: { text: '', caseSensitive: false, wholeWord: false, expression: false },
  replacement: null,
  phase: 'idle',
  reason: '',
  found: [],
  total: 0,
}));

export const searcher = createSearcher();
/** Typing is waited for this long. */
const quietMs = 150;
let timer: ReturnType<typeof setTimeout> | undefined;
let last = 0;

/** Changes what is looked for, and looks once nothing more is changed. */
export function changeSearch(patch: Partial<Query> & { replacement?: string | null }): void {
  const { replacement, ...query } = patch;
  useSearch.setState((state) => ({
    query: { ...state.query, ...query },
    replacement: replacement === undefined ? state.replacement : replacement,
  }));
  clearTimeout(timer);
  timer = setTimeout(() => void searchNow(), quietMs);
}

/** Looks again, as texts may be others now. */
export async function searchNow(): Promise<void> {
  const number = ++last;
  const { query, replacement } = useSearch.getState();
  const tell = (state: Partial<SearchState>): void => {
    if (number === last) useSearch.setState(state);
  };
  if (query.text === '') return tell({ phase: 'idle', found: [], total: 0 });
  try {
    expressionOf(query);
  } catch (error) {
    return tell({ phase: 'invalid', reason: reasonOf(error), found: [], total: 0 });
  }
  tell({ phase: 'searching' });
  try {
    const texts = await workspaceTexts();
    if (number !== last) return undefined;
    const { found, total } = await searcher.search(texts, {
      query,
      limit: mostMatches,
      ...(replacement !== null && { replacement }),
    });
    return tell({ phase: 'done', found, total });
  } catch (error) {
    const slow = error instanceof TooSlowError;
    return tell({ phase: slow ? 'slow' : 'failed', reason: problemOf(error).message, found: [], total: 0 });
  }
}

/** The engine of regular expressions puts its own words in front. */
function reasonOf(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  return message.slice(message.lastIndexOf(': ') + 2);
}
