/** Cursor, selection and scroll of an editor, as Monaco tells them: plain data. */
export type ViewState = object;

const states = new Map<string, ViewState>();
const listeners = new Set<() => void>();

/** Where a person was in each file; kept through restarts by tab-keeping. */
export const viewStates = {
  of: (path: string): ViewState | null => states.get(path) ?? null,
  remember(path: string, state: ViewState | null): void {
    if (state === null) return;
    states.set(path, state);
    for (const listener of listeners) listener();
  },
  all: (): Record<string, ViewState> => Object.fromEntries(states),
  restore(kept: Record<string, ViewState>): void {
    states.clear();
    for (const [path, state] of Object.entries(kept)) states.set(path, state);
  },
  onChange(listener: () => void): () => void {
    listeners.add(listener);
    return () => listeners.delete(listener);
  },
};
