import type { InvokeInput } from '../../contract/invocation.ts';
import { callOfInput } from './call-of-input.ts';
import { collectResponse } from './collected-response.ts';
import { draftDeployment, type DraftDeployment } from './draft-deployment.ts';
import { os } from './implementer.ts';
import type { Services } from './services.ts';
import { streamResponse } from './streamed-response.ts';

export function invocationHandlers(services: Services) {
  const { registry, pool, invoker, telemetry, workspace, store } = services;
  const deploymentFor = async ({ id, draft, countLines }: InvokeInput): Promise<DraftDeployment> => {
    await store();
    return draft ? draftDeployment(services, id, draft, countLines) : registry.deploy(id);
  };
  return {
    invoke: os.invocations.invoke.handler(async ({ input, context, signal }) => {
      const deployment = await deploymentFor(input);
      try {
        const call = callOfInput(input, deployment, context.source, workspace.current().url);
        const id = invoker.newId();
        const response = collectResponse(id, deployment.source.version, deployment.counted);
        const running = invoker.run(id, deployment, call, response);
        signal?.addEventListener('abort', () => running.cancel());
        return await response.result;
      } finally {
        if (input.draft) pool.retire(deployment);
      }
    }),
    invokeStream: os.invocations.invokeStream.handler(async ({ input, context, signal }) => {
      const deployment = await deploymentFor(input);
      try {
        const call = callOfInput(input, deployment, context.source, workspace.current().url);
        const id = invoker.newId();
        const { sink, events } = streamResponse(id, {
          version: deployment.source.version,
          counted: deployment.counted,
          signal,
        });
        return events(invoker.run(id, deployment, call, sink));
      } finally {
        // It goes once what it runs has ended.
        if (input.draft) pool.retire(deployment);
      }
    }),
    watch: os.invocations.watch.handler(({ input, signal }) => telemetry.watch(input?.functionId, signal)),
  };
}
