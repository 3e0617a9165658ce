import { realpath } from 'node:fs/promises';
import { basename } from 'node:path';

import { bundleName } from '../../bundle/bundle-name.ts';
import { collectFunctions } from '../../bundle/collect-functions.ts';
import type { ExportedFunction } from '../../bundle/exported-function.ts';
import { findRuntime } from '../../bundle/verify/find-runtime.ts';
import type { BundleTarget, ExportInput } from '../../contract/bundle.ts';
import type { NexoFunction } from '../../contract/function.ts';
import type { Target } from '../../bundle/target.ts';
import { functionDamaged, functionNotFound } from '../router/function-registry.ts';
import { os } from './implementer.ts';
import type { Services } from './services.ts';
import { settingPlaces } from './setting-places.ts';

/** What makes bundles is loaded when one is asked for. */
const loadTargets = () => import('../../bundle/targets/targets.ts');

/** Functions as bundles for other places. */
export function bundleHandlers(services: Services) {
  const { registry, compiler, functionEnv, fixedEnvironment, store: openStore } = services;
  const get = async (id: string): Promise<NexoFunction> => {
    const found = (await openStore()).get(id);
    if (found !== undefined) return found;
    const known = registry.get(id);
    throw known === undefined ? functionNotFound(id) : functionDamaged(known.summary);
  };
  /** With the variables of the environment functions run in now: a bundle has one of its own. */
  const withVariables = (found: NexoFunction): NexoFunction => {
    const { env, secrets } = functionEnv.of(found);
    const variables = Object.entries(env).filter(([name]) => !Object.hasOwn(secrets, name));
    return { ...found, env: Object.fromEntries(variables) };
  };
  const collect = async (functions: ExportInput['functions']): Promise<ExportedFunction[]> => {
    const ids = functions ?? (await openStore()).list().map(({ id }) => id);
    const source = async (id: string): Promise<NexoFunction> => withVariables(await get(id));
    return collectFunctions(ids, { get: source, compile: (one) => compiler.compilePortable(one) });
  };

  return {
    targets: os.bundles.targets.handler(async () => (await loadTargets()).targets.map(described)),
    report: os.bundles.report.handler(async ({ input }) => {
      const functions = await collect(input.functions);
      const store = await openStore();
      const ids = functions.map((one) => one.function.id);
      const placeOf = await settingPlaces(store, ids, fixedEnvironment ?? store.environments.active().name);
      const { createReport } = await import('../../bundle/report/create-report.ts');
      return createReport(functions, input.targets, { grantsOf: (id) => store.grants.of(id), placeOf });
    }),
    export: os.bundles.export.handler(async ({ input, signal }) => {
      // What cannot be exported at all is refused before there is a stream.
      const functions = await collect(input.functions);
      const { folder, environments } = await openStore();
      const workspace = await realpath(folder);
      const active = environments.list().find((one) => one.name === (fixedEnvironment ?? environments.active().name));
      const [only, ...others] = input.functions ?? [];
      const name = bundleName(only !== undefined && others.length === 0 ? only : basename(workspace));
      const order = {
        name,
        workspace,
        functions,
        environment: active,
        target: (await loadTargets()).targetOf(input.target),
        verify: input.verify,
      };
      const { exportBundle } = await import('./export-bundle.ts');
      return exportBundle(order, services, signal ?? new AbortController().signal);
    }),
  };
}

function described({ name, label, verifiedBy: { runtime, by } }: Target): BundleTarget {
  const found = runtime === 'node' || runtime === 'nexo' || findRuntime(runtime) !== undefined;
  return { name, label, verifiedBy: by, runtime: { name: runtime, found } };
}
