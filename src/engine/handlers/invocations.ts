import { callOfInput } from './call-of-input.ts';
import { collectResponse } from './collected-response.ts';
import { draftDeployment } from './draft-deployment.ts';
import { os } from './implementer.ts';
import type { Services } from './services.ts';

export function invocationHandlers(services: Services) {
  const { registry, pool, invoker, telemetry, workspace, store } = services;
  return {
    invoke: os.invocations.invoke.handler(async ({ input, context, signal }) => {
      await store();
      const { id: functionId, draft } = input;
      const deployment = await (draft ? draftDeployment(services, functionId, draft) : registry.deploy(functionId));
      try {
        const call = callOfInput(input, deployment, context.source, workspace.current().url);
        const id = invoker.newId();
        const response = collectResponse(id, deployment.source.version);
        const running = invoker.run(id, deployment, call, response);
        signal?.addEventListener('abort', () => running.cancel());
        return await response.result;
      } finally {
        if (draft) pool.retire(deployment);
      }
    }),
    watch: os.invocations.watch.handler(({ input, signal }) => telemetry.watch(input?.functionId, signal)),
  };
}
