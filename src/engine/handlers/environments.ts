import { parseEnv } from 'node:util';

import type { Environments } from '../../contract/environment.ts';
import { NexoError } from '../../contract/errors.ts';
import { createAsyncQueue } from '../../kit/async-queue.ts';
import type { EnvironmentTable } from '../store/store.ts';
import { os } from './implementer.ts';
import type { Services } from './services.ts';

export function environmentHandlers({ store, fixedEnvironment, functionEnv }: Services) {
  const current = (table: EnvironmentTable): Environments => ({
    environments: table.list(),
    active: fixedEnvironment ?? table.active().name,
    fixed: fixedEnvironment !== undefined,
    given: functionEnv.given,
  });
  const table = async (): Promise<EnvironmentTable> => (await store()).environments;
  const known = async (name: string): Promise<EnvironmentTable> => {
    const environments = await table();
    if (environments.list().some((one) => one.name === name)) return environments;
    throw new NexoError('NOT_FOUND', `there is no environment "${name}"`, { field: 'name' });
  };
  return {
    get: os.environments.get.handler(async () => current(await table())),
    put: os.environments.put.handler(async ({ input }) => {
      const environments = await table();
      const clash = input.secrets.findIndex((name) => Object.hasOwn(input.variables, name));
      if (clash >= 0) {
        const field = `secrets.${clash}`;
        throw new NexoError('INVALID_INPUT', `${field}: a variable has this name already`, { field });
      }
      await environments.put(input);
      return current(environments);
    }),
    remove: os.environments.remove.handler(async ({ input: { name } }) => {
      const environments = await known(name);
      if (environments.list().length === 1 || name === fixedEnvironment) {
        throw new NexoError('INVALID_INPUT', `"${name}" is in use: functions need an environment to run in`, {
          field: 'name',
        });
      }
      await environments.remove(name);
      return current(environments);
    }),
    activate: os.environments.activate.handler(async ({ input: { name } }) => {
      const environments = await known(name);
      if (fixedEnvironment !== undefined && name !== fixedEnvironment) {
        const message = `the engine was started with --env ${fixedEnvironment}; start it without to choose here`;
        throw new NexoError('INVALID_INPUT', message, { field: 'name' });
      }
      await environments.activate(name);
      return current(environments);
    }),
    readFile: os.environments.readFile.handler(({ input }) => parseEnv(input.text) as Record<string, string>),
    watch: os.environments.watch.handler(async ({ signal }) => {
      const environments = await table();
      let stop = (): void => {};
      const queue = createAsyncQueue<Environments>(signal, () => stop());
      if (signal?.aborted !== true) stop = environments.onChange(() => queue.push(current(environments)));
      queue.push(current(environments));
      return queue;
    }),
  };
}
