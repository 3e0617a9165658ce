import { isBodySource } from '../body/body-source.ts';
import { callOfInput } from './call-of-input.ts';
import { os } from './implementer.ts';
import type { Services } from './services.ts';

/** Of the connection, which is the burst's own. */
const ownHeaders = /^(host|connection|content-length|transfer-encoding|keep-alive|te|upgrade|expect)$/i;

export function burstHandlers({ registry, workspace, store }: Services) {
  return {
    run: os.bursts.run.handler(async ({ input, signal }) => {
      await store();
      const { requests, concurrency, ...request } = input;
      // Compiled now, so that what does not compile is refused, and nobody measures the compiler.
      const deployment = await registry.deploy(input.id);
      const origin = workspace.current().url;
      const call = callOfInput(request, deployment, 'gateway', origin);
      // Names and values take turns.
      const headers = call.headers.filter((_one, at, all) => !ownHeaders.test(all[at - (at % 2)] ?? ''));
      const body = call.body === null || isBodySource(call.body) ? null : call.body;
      const { method } = call;
      const { runBurst } = await import('../burst/run-burst.ts');
      return runBurst({ origin, path: `/fn${call.path}`, method, headers, body, requests, concurrency }, signal);
    }),
  };
}
