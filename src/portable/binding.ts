import { NexoError } from '../contract/errors.ts';
import type { BundledFunction } from './bundled-function.ts';
import type { FunctionCall, PlatformContext, ReadVariable } from './function-call.ts';
import { matchParams } from './route-table.ts';

/** As deep as functions may call each other in Nexo. */
const maxDepth = 8;

export interface BindingOptions {
  name: string;
  /** Undefined when the bundle has no function of this id. */
  target: BundledFunction | undefined;
  id: string;
  depth: number;
  readVariable: ReadVariable;
  context: PlatformContext;
  /** Throws a NexoError for what the function failed with. */
  call(call: FunctionCall): Promise<Response>;
}

/** Another function of the bundle, as `env.NAME`, called without the network. Its failures are TypeErrors here. */
export function createBinding(options: BindingOptions): object {
  const { name, target, id, depth, readVariable, context, call } = options;
  const failed = (why: string): TypeError => new TypeError(`fetch failed: env.${name}: ${why}`);

  return Object.freeze({
    async fetch(input: RequestInfo | URL, init?: RequestInit): Promise<Response> {
      const request = new Request(input, init);
      if (target === undefined) throw failed(`there is no function "${id}"`);
      if (depth >= maxDepth) {
        const circle = `${maxDepth} functions called each other already; do they call in a circle?`;
        throw failed(`"${id}" is not called: ${circle}`);
      }
      const params = target.route === null ? {} : matchParams(target.route, new URL(request.url).pathname);
      try {
        return await call({ target, request, params, readVariable, context, depth: depth + 1 });
      } catch (error) {
        if (!(error instanceof NexoError)) throw error;
        throw failed(`the function "${id}" failed: ${error.code}: ${error.message}`);
      }
    },
  });
}
