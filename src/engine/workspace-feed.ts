import type { PublishMode } from '../contract/function.ts';
import type { Workspace, WorkspaceEvent } from '../contract/workspace.ts';
import { createAsyncQueue, type AsyncQueue } from '../kit/async-queue.ts';
import type { Store } from './store/store.ts';
import type { FunctionRegistry } from './router/function-registry.ts';

/** A reader this far behind is let go; it asks again and starts with the whole state. */
const maxBehind = 5_000;
const progressIntervalMs = 50;

export interface WorkspaceFeedOptions {
  folder: string;
  url: string;
  registry: Pick<FunctionRegistry, 'list' | 'summary'>;
}

type OpenedStore = Pick<Store, 'readOnly' | 'recoveries'> & { files: Pick<Store['files'], 'list'> };

/** The open workspace as its readers see it: all of it first, then each change. */
export interface WorkspaceFeed {
  current(): Workspace;
  progress(loading: { done: number; total: number }): void;
  /** Saving publishes from now on, or no longer. */
  publishes(mode: PublishMode): void;
  /** Loading is over. */
  opened(store: OpenedStore): void;
  /** It is read-only or damaged otherwise than before. */
  changedItself(): void;
  /** A function was added, changed, damaged or removed. */
  changed(id: string): void;
  filesChanged(change: { changed: readonly string[]; removed: readonly string[] }): void;
  watch(signal: AbortSignal | undefined): AsyncQueue<WorkspaceEvent>;
  dispose(): void;
}

export function createWorkspaceFeed({ folder, url, registry }: WorkspaceFeedOptions): WorkspaceFeed {
  interface Reader {
    readonly size: number;
    push(event: WorkspaceEvent): void;
    close(): void;
  }
  const readers = new Set<Reader>();
  let store: OpenedStore | undefined;
  let loading: Workspace['loading'] = { done: 0, total: 0 };
  let publishMode: PublishMode = 'save';
  let lastProgressMs = 0;

  const current = (): Workspace => ({
    folder,
    url,
    loading,
    publish: publishMode,
    readOnly: store?.readOnly ?? null,
    recoveries: store?.recoveries.list() ?? [],
  });
  const everything = (): WorkspaceEvent => ({
    type: 'opened',
    workspace: current(),
    functions: registry.list(),
    files: store?.files.list() ?? [],
  });
  const publish = (event: WorkspaceEvent): void => {
    for (const reader of readers) {
      if (reader.size >= maxBehind) reader.close();
      else reader.push(event);
    }
  };
  return {
    current,
    progress(state) {
      loading = state;
      if (performance.now() - lastProgressMs < progressIntervalMs) return;
      lastProgressMs = performance.now();
      publish({ type: 'progress', workspace: current() });
    },
    publishes(mode) {
      if (mode === publishMode) return;
      publishMode = mode;
      publish({ type: 'progress', workspace: current() });
    },
    opened(opened) {
      store = opened;
      loading = null;
      publish(everything());
    },
    changedItself: () => publish({ type: 'progress', workspace: current() }),
    changed(id) {
      const changed = registry.summary(id);
      publish(changed === undefined ? { type: 'removed', id } : { type: 'saved', function: changed });
    },
    filesChanged: ({ changed, removed }) => publish({ type: 'files', changed: [...changed], removed: [...removed] }),
    watch(signal) {
      const queue = createAsyncQueue<WorkspaceEvent>(signal, () => readers.delete(queue));
      if (signal?.aborted !== true) readers.add(queue);
      queue.push(everything());
      return queue;
    },
    dispose() {
      for (const reader of readers) reader.close();
    },
  };
}
