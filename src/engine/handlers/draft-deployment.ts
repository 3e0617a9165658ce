import type { InvokeInput } from '../../contract/invocation.ts';
import type { Deployment } from '../deployment.ts';
import { deploymentOf } from '../router/function-registry.ts';
import type { Services } from './services.ts';

/** What unsaved code is shown under in place of a version. */
const draftVersion = 'draft';

/** Unsaved code as a deployment of its own, to be retired after use. Rejects with SYNTAX_ERROR when it does not parse. */
export async function draftDeployment(
  { registry, compiler, functionEnv, store }: Pick<Services, 'registry' | 'compiler' | 'functionEnv' | 'store'>,
  id: string,
  draft: NonNullable<InvokeInput['draft']>,
): Promise<Deployment> {
  const saved = (await store()).get(id);
  if (saved === undefined) return registry.deploy(id);
  const { code = saved.code, files = {}, language = saved.language, env = saved.env } = draft;
  const limits = { ...saved.limits, ...draft.limits };
  const source = { ...saved, code, language, limits, env, version: draftVersion };
  const compiled = await compiler.compile({ ...source, unsaved: new Map(Object.entries(files)) });
  return deploymentOf(source, compiled, functionEnv);
}
