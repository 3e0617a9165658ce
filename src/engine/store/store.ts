import type { FunctionDraft, FunctionPatch, FunctionSummary, NexoFunction } from '../../contract/function.ts';

export type StoreEvent =
  | { type: 'saved'; function: NexoFunction }
  | { type: 'damaged'; function: FunctionSummary }
  | { type: 'removed'; id: string };

/**
 * The workspace folder: `functions/<id>/function.json` beside its source file, `nexo.json` for settings.
 * A promise that resolves means the bytes are on the disk (fsync of file and folder).
 */
export interface Store {
  readonly folder: string;
  /** Every function, damaged ones included, ordered by id. */
  list(): FunctionSummary[];
  /** The function with its code; undefined when there is none or it is damaged. */
  get(id: string): NexoFunction | undefined;
  create(draft: FunctionDraft): Promise<NexoFunction>;
  update(id: string, patch: FunctionPatch): Promise<NexoFunction>;
  remove(id: string): Promise<void>;
  /** Called after every change, ours or another editor's. Returns the unsubscribe function. */
  onChange(listener: (event: StoreEvent) => void): () => void;
  dispose(): Promise<void>;
}
