import { dirname, join } from 'node:path';

import nodeModules from 'virtual:node-modules';

import packageJson from '../../package.json' with { type: 'json' };
import type { Workspace } from '../contract/workspace.ts';
import type { StoredSecrets } from '../rpc/engine-process.ts';
import type { ChannelPort } from '../rpc/process-channel.ts';
import { createPortServer } from '../rpc/serve-port.ts';
import { closeServer } from './close-server.ts';
import { createCompiler } from './compile/create-compiler.ts';
import type { EngineConfig } from './config.ts';
import { createAccessCheck } from './control/access.ts';
import { createControlApi } from './control/control-api.ts';
import { removeEngineFile, writeEngineFile } from './engine-file.ts';
import type { EngineLog } from './engine-log.ts';
import { createFrontDoor } from './front-door.ts';
import { createGateway } from './gateway/gateway.ts';
import { createInvoker } from './gateway/invoker.ts';
import { createHistory } from './history/create-history.ts';
import { createReleases } from './history/create-releases.ts';
import { createHandlers, type HandlerContext } from './handlers/handlers.ts';
import { bracketed, createHostPolicy } from './http/host-policy.ts';
import { createHttpServer, type RequestHandler } from './http/http-server.ts';
import { listen } from './listen.ts';
import { createMetrics } from './metrics.ts';
import { openWorkspace } from './open-workspace.ts';
import { waitForOpening } from './opening.ts';
import { createPerformer } from './perform.ts';
import { onTrustChange } from './on-trust-change.ts';
import { createPool } from './pool/create-pool.ts';
import { readMachineSize } from './pool/machine-size.ts';
import { sizePool } from './pool/pool-size.ts';
import { createSandboxStarter, type SandboxStarter } from './pool/sandbox-starter.ts';
import { createFunctionRegistry } from './router/function-registry.ts';
import type { SecretValues } from './read-secrets.ts';
import { createFunctionEnv } from './secrets/function-env.ts';
import type { Store } from './store/store.ts';
import { standBack } from './stand-back.ts';
import { createTelemetry } from './telemetry/telemetry.ts';
import { createSpanExporter } from './tracing/span-exporter.ts';
import { createTracer } from './tracing/tracer.ts';
import { createWorkspaceFeed } from './workspace-feed.ts';

export interface EngineOptions {
  config: EngineConfig;
  /** Ask every client of the control API for the token, not only browsers. Always so when other machines can reach it. */
  requireToken?: boolean;
  log: EngineLog;
  /** Values of secrets by their names; none when left out. */
  secrets?: SecretValues;
  /** The built sandbox program. */
  sandboxEntry: string;
  /** What starts sandboxes, where one was started ahead. It ends with the engine. */
  starter?: SandboxStarter;
}

/** A running engine. */
export interface Engine {
  /** Where it listens, such as `http://127.0.0.1:3000`. */
  readonly url: string;
  readonly port: number;
  /** Resolves once the workspace is open and its functions can be called; rejects when it cannot be opened. */
  readonly opened: Promise<void>;
  /** The workspace it serves, as the contract tells of it. */
  workspace(): Workspace;
  /** What clients of the control API show, once the workspace is open. Rejects with STARTING when that takes too long. */
  token(): Promise<string>;
  /** Serves the whole contract through a port of the process channel, or of what is like it. */
  serve(port: ChannelPort): void;
  /** Closes a port of this machine to functions, whatever they are granted. */
  keepFromFunctions(port: number): void;
  /** Other values of secrets, from the next request on. */
  useStoredSecrets(stored: StoredSecrets): void;
  /** Lets other programs come first from now on where the CPU is short. */
  standBack(): void;
  /** Stops accepting, lets what runs finish for `drainMs` (5 s), then closes everything. Only the first call counts. */
  dispose(drainMs?: number): Promise<void>;
}

const defaultDrainMs = 5_000;

/**
 * Starts an engine: it listens when this resolves, and reads the workspace meanwhile.
 * Rejects with PortTakenError when somebody else has the port.
 */
export async function createEngine(options: EngineOptions): Promise<Engine> {
  const { config, requireToken, log, sandboxEntry } = options;
  const startedMs = performance.now();
  let handle: RequestHandler = () => {};
  const server = createHttpServer((request, response) => handle(request, response));
  const port = await listen(server, config.host, config.port);
  const url = urlOf(config.host, port);
  const ownPorts = [port];
  const { version } = packageJson;
  const onError = (error: unknown): void => log.error({ err: error }, 'something went wrong inside Nexo');

  const machine = readMachineSize();
  const telemetry = createTelemetry();
  const compiler = createCompiler({ workspace: config.workspace, nodeModules });
  const pool = createPool(
    {
      machine,
      size: sizePool(machine, { memoryMb: config.memoryMb, sandboxes: config.sandboxes }),
      maxConcurrent: config.maxConcurrent,
      maxQueued: config.maxConcurrent * 10,
      maxConcurrentOfOne: config.maxConcurrentPerFunction,
      maxQueuedOfOne: config.maxConcurrentPerFunction * 10,
      // Nothing runs before everything is put together.
      perform: (operation, input) => performer.perform(operation, input),
      onPaused: (id) => workspace.changed(id),
      log,
    },
    options.starter ?? createSandboxStarter({ node: process.execPath, sandboxEntry }),
  );
  const functionEnv = createFunctionEnv({
    given: options.secrets ?? {},
    log,
    changed: () => registry.envChanged(),
  });
  const history = createHistory({
    file: join(config.workspace, '.nexo', 'state.db'),
    budgetBytes: config.historyBytes,
    program: join(dirname(sandboxEntry), 'history.js'),
    log,
  });
  const releases = createReleases({ history, log });
  const registry = createFunctionRegistry({
    compiler,
    functionEnv,
    releases,
    pausedSince: pool.pausedSince,
    retire: (deployment) => pool.retire(deployment),
    changed: (id) => workspace.changed(id),
  });
  const spans = config.traces && createSpanExporter({ ...config.traces, version, log });
  const tracer = createTracer(spans ?? null);
  const invoker = createInvoker({ pool, telemetry, history, tracer, environment: functionEnv.active });
  let grantsOf: Store['grants']['of'] = () => [];
  const performer = createPerformer({
    registry,
    invoker,
    ownPorts: () => ownPorts,
    grantsOf: (id) => grantsOf(id),
    tracer,
  });
  const metrics = createMetrics({
    version,
    pool,
    telemetry,
    functions: () => registry.size,
    droppedSpans: () => spans?.dropped ?? 0,
  });
  const workspace = createWorkspaceFeed({ folder: config.workspace, url, registry });

  let state: 'starting' | 'open' | 'draining' = 'starting';
  const opening = openWorkspace({
    config,
    registry,
    workspace,
    functionEnv,
    releases,
    log,
    // Nothing is served before it is known what was published.
    openHistory({ readOnly }) {
      history.open(readOnly?.message);
      return releases.open();
    },
  });
  const opened = opening.then(({ store, token }) => {
    grantsOf = (id) => (registry.get(id)?.summary.trusted === false ? [] : store.grants.of(id));
    store.grants.onChange(performer.reconnect);
    onTrustChange(store, performer.reconnect);
    if (state === 'starting') state = 'open';
    store.files.onChange(workspace.filesChanged);
    workspace.opened(store);
    store.recoveries.onChange(workspace.changedItself);
    writeEngineFile(store.folder, url).catch((error: unknown) =>
      log.warn({ error }, 'the engine file was not written'),
    );
    const everyone = requireToken === true || config.exposed;
    return { store, token, checkAccess: createAccessCheck({ token, requireToken: everyone }) };
  });
  const whenOpen = (): typeof opened => (state === 'open' ? opened : waitForOpening(opened));

  const handlers = createHandlers({
    version,
    nexoProgram: join(dirname(sandboxEntry), 'nexo.js'),
    uptimeMs: () => performance.now() - startedMs,
    status: () => (state === 'open' ? 'ok' : state),
    store: async () => (await whenOpen()).store,
    registry,
    compiler,
    functionEnv,
    fixedEnvironment: config.environment,
    exposed: config.exposed,
    pool,
    invoker,
    telemetry,
    history,
    releases,
    workspace,
    fetchFor: performer.fetchFor,
  });
  handle = createFrontDoor({
    isOurHost: createHostPolicy({ host: config.host, port }),
    gateway: createGateway({ registry, invoker, onError }),
    control: createControlApi({
      handlers,
      version,
      metrics,
      access: async () => (await whenOpen()).checkAccess,
      onError,
    }),
    state: () => state,
    whenOpen,
    onError,
  });
  const context: HandlerContext = { source: 'studio' };
  const serve = createPortServer(handlers, { context, onError });

  const dispose = async (drainMs: number): Promise<void> => {
    state = 'draining';
    telemetry.dispose();
    workspace.dispose();
    await closeServer(server, pool.drain(drainMs), drainMs);
    await Promise.all([pool.dispose(), compiler.dispose(), performer.dispose()]);
    // Opening asks the history: it is closed once that is over. One that failed has been reported by `opened`.
    const workspaceOpened = await opening.catch(() => undefined);
    await Promise.all([history.dispose(), spans?.dispose()]);
    if (workspaceOpened === undefined) return;
    await removeEngineFile(workspaceOpened.store.folder).catch(() => {});
    await workspaceOpened.store.dispose();
  };
  let disposed: Promise<void> | undefined;
  return {
    url,
    port,
    opened: opened.then(() => undefined),
    workspace: workspace.current,
    token: async () => (await whenOpen()).token,
    serve,
    keepFromFunctions: (other) => void ownPorts.push(other),
    useStoredSecrets: functionEnv.useStored,
    standBack: () => standBack(pool.stats().sandboxes.map(({ pid }) => pid)),
    dispose: (drainMs = defaultDrainMs) => (disposed ??= dispose(drainMs)),
  };
}

/** The address to call a server at that listens there. */
export function urlOf(host: string, port: number): string {
  if (host === '0.0.0.0') return `http://127.0.0.1:${port}`;
  if (host === '::') return `http://[::1]:${port}`;
  return `http://${bracketed(host)}:${port}`;
}
