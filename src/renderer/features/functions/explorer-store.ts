import { create } from 'zustand';

import { useFunctions } from '../../state/functions-store.ts';

/** A name being typed in the tree: of a new file in a folder, or the new name of a file or folder. */
export type NameEdit = { kind: 'new'; folder: string } | { kind: 'rename'; path: string };

interface ExplorerState {
  /** What the person opened or closed, by path; what is not named is as it comes. */
  expanded: Readonly<Record<string, boolean>>;
  editing: NameEdit | null;
}

/** The explorer's own state; what is open is remembered for each workspace. */
export const useExplorer = create<ExplorerState>()(() => ({ expanded: {}, editing: null }));

export function setExpanded(path: string, expanded: boolean): void {
  useExplorer.setState((state) => ({ expanded: { ...state.expanded, [path]: expanded } }));
  localStorage.setItem(storageKey(), JSON.stringify(useExplorer.getState().expanded));
}

export const editName = (editing: NameEdit | null): void => useExplorer.setState({ editing });

/** Takes up what was open when the workspace was open last. */
export function restoreExpanded(): void {
  useExplorer.setState({ expanded: readExpanded() });
}

function readExpanded(): Record<string, boolean> {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(storageKey()) ?? '{}');
    if (typeof kept !== 'object' || kept === null) return {};
    return Object.fromEntries(
      Object.entries(kept).filter((entry): entry is [string, boolean] => entry[1] === true || entry[1] === false),
    );
  } catch {
    return {};
  }
}

const storageKey = (): string => `nexo.explorer:${useFunctions.getState().workspace?.folder ?? ''}`;
