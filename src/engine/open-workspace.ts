import { ConfigError, type EngineConfig } from './config.ts';
import type { PublishMode } from '../contract/function.ts';
import type { ReleaseBook } from './history/create-releases.ts';
import type { FunctionEnv } from './secrets/function-env.ts';
import type { EnvironmentTable, StoreLog, Store } from './store/store.ts';
import { readControlToken } from './store/control-token.ts';
import { createStore } from './store/create-store.ts';
import type { FunctionRegistry } from './router/function-registry.ts';
import type { WorkspaceFeed } from './workspace-feed.ts';

export interface OpenWorkspaceOptions {
  config: Pick<EngineConfig, 'workspace' | 'token' | 'environment'>;
  registry: FunctionRegistry;
  workspace: WorkspaceFeed;
  functionEnv: Pick<FunctionEnv, 'useEnvironment'>;
  releases: Pick<ReleaseBook, 'setDefaultMode'>;
  log: StoreLog;
  /** Called once the workspace is this engine's; functions are served when it has resolved. */
  openHistory(store: Store): Promise<void>;
}

export interface OpenWorkspace {
  store: Store;
  /** What clients of the control API show. */
  token: string;
}

/** Reads a workspace into the registry, and keeps it there as it changes, whoever changes it. */
export async function openWorkspace(options: OpenWorkspaceOptions): Promise<OpenWorkspace> {
  const { config, registry, workspace, functionEnv, log } = options;
  const store = await createStore({ folder: config.workspace, onProgress: workspace.progress, log });
  try {
    followEnvironment(store.environments, config.environment, functionEnv);
    const token = config.token ?? (await readControlToken(store.folder, store.readOnly?.code === 'DISK')).token;
    await options.openHistory(store);
    followPublishing(store, options);
    for (const summary of store.list()) {
      const source = store.get(summary.id);
      if (source === undefined) registry.putDamaged(summary);
      else registry.put(source, undefined, 'opened');
    }
    store.onChange((event) => {
      if (event.type === 'files') return void registry.filesChanged(event.files);
      if (event.type === 'saved') registry.put(event.function, undefined, event.by === 'us' ? 'save' : 'external');
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

/** Where saving publishes from now on, what waited is published; where it does no longer, what is live stays so. */
function followPublishing({ publishing, get }: Store, options: OpenWorkspaceOptions): void {
  const { registry, releases, workspace } = options;
  let mode: PublishMode | undefined;
  const follow = (): void => {
    if (publishing.mode() === mode) return;
    mode = publishing.mode();
    releases.setDefaultMode(mode);
    for (const { id, publish, release } of registry.list()) {
      const source = publish === undefined ? get(id) : undefined;
      if (source === undefined) continue;
      registry.put(source);
      workspace.changed(id);
      if (release !== undefined && release.pending.length > 0) void registry.check(id);
    }
    workspace.publishes(mode);
  };
  follow();
  publishing.onChange(follow);
}

/** Functions run in the active environment, or always in the one named at the start. */
function followEnvironment(
  table: EnvironmentTable,
  fixed: string | undefined,
  functionEnv: Pick<FunctionEnv, 'useEnvironment'>,
): void {
  const chosen = () => (fixed === undefined ? table.active() : table.list().find(({ name }) => name === fixed));
  const first = chosen();
  if (first === undefined) {
    const names = table.list().map(({ name }) => name);
    throw new ConfigError(`--env cannot be "${fixed}": nexo.json has ${names.join(', ')}`);
  }
  functionEnv.useEnvironment(first);
  table.onChange(() => {
    // One that was taken out of nexo.json meanwhile stays in use until the next start.
    const now = chosen();
    if (now !== undefined) functionEnv.useEnvironment(now);
  });
}
