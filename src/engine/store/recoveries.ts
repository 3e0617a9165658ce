import type { Recovery } from '../../contract/workspace.ts';

/** What was found damaged in the workspace, for the people whose it is. */
export interface Recoveries {
  list(): Recovery[];
  /** One for each file: the latest. */
  note(recovery: Recovery): void;
  /** The file is as it should be again. */
  mended(file: string): void;
  /** Called when the list is another. Returns the unsubscribe function. */
  onChange(listener: () => void): () => void;
}

export function createRecoveries(log: { warn(fields: object, message: string): void }): Recoveries {
  const byFile = new Map<string, Recovery>();
  const listeners = new Set<() => void>();
  const tell = (): void => {
    for (const listener of listeners) listener();
  };
  return {
    list: () => [...byFile.values()],
    note(recovery) {
      if (byFile.get(recovery.file)?.reason === recovery.reason) return;
      byFile.set(recovery.file, recovery);
      const what = recovery.kept === recovery.file ? 'it is left as it is' : `its bytes are kept as ${recovery.kept}`;
      log.warn({ ...recovery }, `${recovery.file} is damaged: ${what}`);
      tell();
    },
    mended(file) {
      if (byFile.delete(file)) tell();
    },
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
