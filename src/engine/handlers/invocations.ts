import type { InvokeInput } from '../../contract/invocation.ts';
import { callOfInput } from './call-of-input.ts';
import { collectResponse } from './collected-response.ts';
import { countedDeployment, type CountedDeployment } from './counted-deployment.ts';
import { draftDeployment } from './draft-deployment.ts';
import { os } from './implementer.ts';
import type { Services } from './services.ts';
import { streamResponse } from './streamed-response.ts';

export function invocationHandlers(services: Services) {
  const { registry, pool, invoker, telemetry, workspace, store } = services;
  /** What is deployed, or a deployment for this call alone. */
  const deploymentFor = async ({ id, draft, countLines }: InvokeInput): Promise<CountedDeployment> => {
    await store();
    const deployment = await (draft ? draftDeployment(services, id, draft) : registry.deploy(id));
    return countLines ? countedDeployment(deployment) : deployment;
  };
  const retireOwn = ({ draft, countLines }: InvokeInput, deployment: CountedDeployment): void => {
    if (draft || countLines) pool.retire(deployment);
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
        retireOwn(input, deployment);
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
        retireOwn(input, deployment);
      }
    }),
    watch: os.invocations.watch.handler(({ input, signal }) => telemetry.watch(input?.functionId, signal)),
  };
}
