import { create } from 'zustand';

import type { WorkspaceEvent } from '../../contract/workspace.ts';

export interface FilesState {
  /** The files functions are made of, by their paths in the workspace. */
  paths: ReadonlySet<string>;
  /** Counts the changes of a file that were told; files that have never changed are left out. */
  changes: ReadonlyMap<string, number>;
  /** Counts how often everything was told anew: after that any file may have changed. */
  opened: number;
}

export const noFiles: FilesState = { paths: new Set(), changes: new Map(), opened: 0 };

/** The state after an event; the same object where nothing changed. */
export function applyFilesEvent(state: FilesState, event: WorkspaceEvent): FilesState {
  if (event.type === 'opened') {
    // Which files there are is not known yet; after a restart of the engine those of before still are.
    if (event.workspace.loading !== null) return state;
    return { paths: new Set(event.files), changes: new Map(), opened: state.opened + 1 };
  }
  if (event.type !== 'files') return state;
  const { changed, removed } = event;
  const isNews = changed.some((path) => !state.paths.has(path)) || removed.some((path) => state.paths.has(path));
  const paths = isNews ? withChanges(state.paths, changed, removed) : state.paths;
  const changes = new Map(state.changes);
  for (const path of [...changed, ...removed]) changes.set(path, (changes.get(path) ?? 0) + 1);
  return { ...state, paths, changes };
}

function withChanges(paths: ReadonlySet<string>, changed: readonly string[], removed: readonly string[]) {
  const next = new Set([...paths, ...changed]);
  for (const path of removed) next.delete(path);
  return next;
}

/** The files of the open workspace, kept current by live-sync. */
export const useFiles = create<FilesState>()(() => noFiles);

/** Changes whenever the file may hold another text than before. */
export const changeOf = ({ opened, changes }: FilesState, path: string): string =>
  `${opened}.${changes.get(path) ?? 0}`;

/** The files that were there before and are not any more. */
export function gonePaths(before: FilesState, after: FilesState): ReadonlySet<string> {
  if (before.paths === after.paths) return new Set();
  return new Set([...before.paths].filter((path) => !after.paths.has(path)));
}
