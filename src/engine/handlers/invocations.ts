import type { InvokeInput } from '../../contract/invocation.ts';
import type { Deployment } from '../deployment.ts';
import { deploymentOf } from '../router/function-registry.ts';
import { callOfInput } from './call-of-input.ts';
import { collectResponse } from './collected-response.ts';
import { os } from './implementer.ts';
import type { Services } from './services.ts';

/** What unsaved code is shown under in place of a version. */
const draftVersion = 'draft';

export function invocationHandlers(services: Services) {
  const { registry, compiler, secrets, pool, invoker, telemetry, workspace, store } = services;
  /** Unsaved code as a deployment of its own. Rejects with SYNTAX_ERROR when it does not parse. */
  const draftDeployment = async (id: string, draft: NonNullable<InvokeInput['draft']>): Promise<Deployment> => {
    const saved = (await store()).get(id);
    if (saved === undefined) return registry.deploy(id);
    const { code, files = {}, language = saved.language, env = saved.env } = draft;
    const limits = { ...saved.limits, ...draft.limits };
    const source = { ...saved, code, language, limits, env, version: draftVersion };
    return deploymentOf(
      source,
      await compiler.compile({ ...source, unsaved: new Map(Object.entries(files)) }),
      secrets,
    );
  };

  return {
    invoke: os.invocations.invoke.handler(async ({ input, context, signal }) => {
      await store();
      const { id: functionId, draft } = input;
      const deployment = await (draft ? draftDeployment(functionId, draft) : registry.deploy(functionId));
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
