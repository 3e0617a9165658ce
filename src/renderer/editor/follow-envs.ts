import type { FunctionSummary } from '../../contract/function.ts';
import { useEnvironments } from '../state/environments-store.ts';
import { currentFunctions, useFunctions } from '../state/functions-store.ts';
import { useRouter } from '../state/router-store.ts';
import { functionIdOf } from '../state/workspace-paths.ts';
import type { FunctionEnv } from './env-types.ts';
import { typeEnvs } from './monaco.ts';
import { openPaths } from './tabs.ts';
import { useTabs } from './tabs-store.ts';

/** Keeps the types of `env` in step with the environments and with the functions that are or were open. */
export function followEnvs(): void {
  // What was found in their files is still listed once their tabs are closed.
  const opened = new Set<string>();
  const follow = (): void => {
    const { screen, lastFunctionId } = useRouter.getState();
    const shown = screen.name === 'editor' ? screen.functionId : lastFunctionId;
    for (const id of [shown, ...openPaths(useTabs.getState()).map(functionIdOf)]) if (id !== null) opened.add(id);
    const envs = [...opened].flatMap((id): [string, FunctionEnv][] => {
      const found = currentFunctions().get(id);
      return found === undefined ? [] : [[found.id, envOf(found)]];
    });
    typeEnvs(envs.find(([id]) => id === shown)?.[1] ?? nothing, new Map(envs));
  };
  useRouter.subscribe(follow);
  useTabs.subscribe(follow);
  useFunctions.subscribe(follow);
  useEnvironments.subscribe(follow);
  follow();
}

const nothing: FunctionEnv = { variables: {}, secrets: [], bindings: {} };

/** Its own variables and, over them, those of the environment it runs in, unless it declares a secret or binds a function of that name. */
function envOf({ env, secrets, bindings }: FunctionSummary): FunctionEnv {
  const { environments, active } = useEnvironments.getState();
  const variables = { ...env, ...environments.find(({ name }) => name === active)?.variables };
  return { variables, secrets, bindings };
}
