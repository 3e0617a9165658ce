import { burstsContract } from './burst.ts';
import { bundlesContract } from './bundle.ts';
import { filesContract } from './file.ts';
import { callsContract } from './call.ts';
import { environmentsContract } from './environment.ts';
import { functionsContract } from './function.ts';
import { grantsContract } from './grant.ts';
import { healthContract } from './health.ts';
import { importsContract } from './import.ts';
import { invocationsContract } from './invocation.ts';
import { packagesContract } from './package.ts';
import { statsContract } from './stats.ts';
import { testsContract } from './test.ts';
import { versionsContract } from './version.ts';
import { workspaceContract } from './workspace.ts';

/** Every procedure of the engine, once: served over IPC, the engine's process channel and as the REST API. */
export const contract = {
  bursts: burstsContract,
  health: healthContract,
  stats: statsContract,
  functions: functionsContract,
  files: filesContract,
  environments: environmentsContract,
  packages: packagesContract,
  grants: grantsContract,
  invocations: invocationsContract,
  tests: testsContract,
  calls: callsContract,
  bundles: bundlesContract,
  imports: importsContract,
  versions: versionsContract,
  workspace: workspaceContract,
};
export type Contract = typeof contract;
