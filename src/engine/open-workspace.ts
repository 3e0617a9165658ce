import type { StoreLog, Store } from './store/store.ts';
import { readControlToken } from './store/control-token.ts';
import { createStore } from './store/create-store.ts';
import type { FunctionRegistry } from './router/function-registry.ts';
import type { WorkspaceFeed } from './workspace-feed.ts';

export interface OpenWorkspaceOptions {
  folder: string;
  /** Used instead of the workspace's own token. */
  token: string | undefined;
  registry: FunctionRegistry;
  workspace: WorkspaceFeed;
  log: StoreLog;
}

export interface OpenWorkspace {
  store: Store;
  /** What clients of the control API show. */
  token: string;
}

/** Reads a workspace into the registry, and keeps it there as it changes, whoever changes it. */
export async function openWorkspace(options: OpenWorkspaceOptions): Promise<OpenWorkspace> {
  const { folder, registry, workspace, log } = options;
  const store = await createStore({ folder, onProgress: workspace.progress, log });
  try {
    const token = options.token ?? (await readControlToken(store.folder)).token;
    for (const summary of store.list()) {
      const source = store.get(summary.id);
      if (source === undefined) registry.putDamaged(summary);
      else registry.put(source);
    }
    store.onChange((event) => {
      if (event.type === 'files') return void registry.filesChanged(event.files);
      if (event.type === 'saved') registry.put(event.function);
      else if (event.type === 'damaged') registry.putDamaged(event.function);
      else registry.remove(event.id);
      workspace.changed(event.type === 'removed' ? event.id : event.function.id);
      if (event.type === 'saved' && event.by === 'others') void registry.check(event.function.id);
    });
    return { store, token };
  } catch (error) {
    await store.dispose();
    throw error;
  }
}
