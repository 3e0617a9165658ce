import type { Health } from '../../contract/health.ts';
import type { Compiler } from '../compile/compiler.ts';
import type { ReleaseBook } from '../history/create-releases.ts';
import type { History } from '../history/history.ts';
import type { Invoker } from '../gateway/invoker.ts';
import type { Performer } from '../perform.ts';
import type { Pool } from '../pool/pool.ts';
import type { FunctionRegistry } from '../router/function-registry.ts';
import type { FunctionEnv } from '../secrets/function-env.ts';
import type { Store } from '../store/store.ts';
import type { Telemetry } from '../telemetry/telemetry.ts';
import type { WorkspaceFeed } from '../workspace-feed.ts';

/** The parts of the engine that procedures work with. */
export interface Services {
  version: string;
  /** Milliseconds since the engine started. */
  uptimeMs(): number;
  status(): Health['status'];
  /** The store, once the workspace is open. Rejects with STARTING when that takes too long. */
  store(): Promise<Store>;
  /** The built command line, which verifying a Nexo bundle starts. */
  nexoProgram: string;
  registry: FunctionRegistry;
  compiler: Pick<Compiler, 'compile' | 'compilePortable'>;
  functionEnv: FunctionEnv;
  /** The environment named at the start; functions run in no other. */
  fixedEnvironment: string | undefined;
  /** Whether other machines may reach the gateway. */
  exposed: boolean;
  pool: Pick<Pool, 'stats' | 'retire' | 'resume'>;
  invoker: Invoker;
  telemetry: Telemetry;
  history: History;
  releases: ReleaseBook;
  workspace: WorkspaceFeed;
  /** The network as a function is given it. */
  fetchFor: Performer['fetchFor'];
}
