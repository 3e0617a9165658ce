import { create } from 'zustand';

import type { FunctionSummary } from '../../contract/function.ts';
import type { Workspace, WorkspaceEvent } from '../../contract/workspace.ts';

export interface FunctionsState {
  /** Null until the engine has told. */
  workspace: Workspace | null;
  /** By id. */
  functions: ReadonlyMap<string, FunctionSummary>;
}

export const noFunctions: FunctionsState = { workspace: null, functions: new Map() };

/** The state after an event; the same object where nothing changed. */
export function applyWorkspaceEvent(state: FunctionsState, event: WorkspaceEvent): FunctionsState {
  switch (event.type) {
    case 'opened': {
      const { workspace } = event;
      // An engine that came back tells all again once it has read the workspace; until then those of before are shown.
      const isComingBack = workspace.loading !== null && workspace.folder === state.workspace?.folder;
      const told = event.functions.map((item) => [item.id, item] as const);
      return { workspace, functions: new Map(isComingBack ? [...state.functions, ...told] : told) };
    }
    case 'files':
      return state;
    case 'progress':
      return { ...state, workspace: event.workspace };
    case 'saved':
      return { ...state, functions: new Map(state.functions).set(event.function.id, event.function) };
    case 'removed': {
      if (!state.functions.has(event.id)) return state;
      const functions = new Map(state.functions);
      functions.delete(event.id);
      return { ...state, functions };
    }
  }
}

/** The open workspace and its functions, kept current by live-sync. */
export const useFunctions = create<FunctionsState>()(() => noFunctions);

/** The functions as they are now, for code outside of rendering. */
export const currentFunctions = (): FunctionsState['functions'] => useFunctions.getState().functions;

/** Resolves once all functions of the open workspace are known; while it is opened, some or all are missing. */
export function functionsKnown(): Promise<void> {
  return new Promise((resolve) => {
    const look = (): void => {
      if (useFunctions.getState().workspace?.loading !== null) return;
      stop();
      resolve();
    };
    const stop = useFunctions.subscribe(look);
    look();
  });
}

/** Functions in the order people read them: by name, digits as numbers. */
export function sortedFunctions(functions: ReadonlyMap<string, FunctionSummary>): FunctionSummary[] {
  return [...functions.values()].toSorted((a, b) => collator.compare(a.name, b.name) || collator.compare(a.id, b.id));
}

const collator = new Intl.Collator(undefined, { numeric: true, sensitivity: 'base' });

/** The last part of a path, whichever slashes it is written with. */
export function folderName(folder: string): string {
  return folder.split(/[\\/]/).findLast((part) => part !== '') ?? folder;
}
