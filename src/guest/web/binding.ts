import { fetchFrom } from './fetch.ts';
import { requireArguments } from './webidl.ts';

/** Another function of the workspace, as `env.NAME`. A redirect is given back as it is, never followed. */
export function createBinding(name: string): object {
  const { fetch } = {
    async fetch(input: unknown, init: unknown = undefined): Promise<unknown> {
      requireArguments(arguments.length, 1, `env.${name}.fetch`);
      return fetchFrom(name, input, init);
    },
  };
  return Object.freeze({ fetch });
}
