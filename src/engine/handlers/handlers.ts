import { createSerialQueue } from '../../kit/serial-queue.ts';
import { fileHandlers } from './files.ts';
import { callHandlers } from './calls.ts';
import { bundleHandlers } from './bundles.ts';
import { environmentHandlers } from './environments.ts';
import { burstHandlers } from './bursts.ts';
import { functionHandlers } from './functions.ts';
import { grantHandlers } from './grants.ts';
import { healthHandlers } from './health.ts';
import { importHandlers } from './imports.ts';
import { os } from './implementer.ts';
import { invocationHandlers } from './invocations.ts';
import { packageHandlers } from './packages.ts';
import type { Services } from './services.ts';
import { statsHandlers } from './stats.ts';
import { testHandlers } from './tests.ts';
import { versionHandlers } from './versions.ts';
import { workspaceHandlers } from './workspace.ts';

export type { HandlerContext } from './implementer.ts';
export type { Services } from './services.ts';

/** Every procedure of the contract, on top of the engine's parts. */
export function createHandlers(services: Services) {
  const inTurn = createSerialQueue();
  return os.router({
    bursts: burstHandlers(services),
    health: healthHandlers(services),
    stats: statsHandlers(services),
    functions: functionHandlers(services, inTurn),
    files: fileHandlers(services),
    environments: environmentHandlers(services),
    packages: packageHandlers(services),
    grants: grantHandlers(services),
    invocations: invocationHandlers(services),
    tests: testHandlers(services),
    calls: callHandlers(services),
    bundles: bundleHandlers(services),
    imports: importHandlers(services, inTurn),
    versions: versionHandlers(services),
    workspace: workspaceHandlers(services),
  });
}
export type Handlers = ReturnType<typeof createHandlers>;
