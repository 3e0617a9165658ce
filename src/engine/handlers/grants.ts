import { NexoError } from '../../contract/errors.ts';
import { functionNotFound } from '../router/function-registry.ts';
import { os } from './implementer.ts';
import type { Services } from './services.ts';

export function grantHandlers({ registry, store }: Services) {
  const grantsFor = async (id: string) => {
    const { grants } = await store();
    if (registry.get(id) === undefined) throw functionNotFound(id);
    return grants;
  };
  return {
    get: os.grants.get.handler(async ({ input: { id } }) => ({ targets: [...(await grantsFor(id)).of(id)] })),
    set: os.grants.set.handler(async ({ input: { id, targets } }) => {
      const grants = await grantsFor(id);
      if (registry.get(id)?.summary.trusted === false && targets.length > 0) {
        throw new NexoError('INVALID_INPUT', `"${id}" was imported and gets no grants before you trust it`, {
          field: 'id',
        });
      }
      await grants.set(id, targets);
      return { targets: [...grants.of(id)] };
    }),
  };
}
