import type { InvokeInput } from '../../contract/invocation.ts';
import type { Deployment } from '../deployment.ts';
import type { Compiled } from '../compile/compiler.ts';
import type { CountedLine } from '../compile/count-lines.ts';
import { verifySyntax } from '../compile/verify-syntax.ts';
import { deploymentOf } from '../router/function-registry.ts';
import type { Services } from './services.ts';

/** What unsaved code is shown under in place of a version. */
const draftVersion = 'draft';

export interface DraftDeployment extends Deployment {
  /** What its counters stand for, where lines are counted. */
  readonly counted?: readonly CountedLine[];
}

/** Unsaved code as a deployment of its own, to be retired after use. Rejects with SYNTAX_ERROR when it does not parse. */
export async function draftDeployment(
  { registry, compiler, functionEnv, store }: Pick<Services, 'registry' | 'compiler' | 'functionEnv' | 'store'>,
  id: string,
  draft: NonNullable<InvokeInput['draft']>,
  countsLines = false,
): Promise<DraftDeployment> {
  const saved = (await store()).get(id);
  if (saved === undefined) return registry.deploy(id);
  const { code = saved.code, files = {}, language = saved.language, env = saved.env } = draft;
  const limits = { ...saved.limits, ...draft.limits };
  const source = { ...saved, code, language, limits, env, version: draftVersion };
  const compiled = await compiler.compile({ ...source, unsaved: new Map(Object.entries(files)) });
  const counting = countsLines ? await tryToCount(compiled, saved.file) : null;
  if (counting === null) return deploymentOf(source, compiled, functionEnv);
  const deployment = deploymentOf(source, counting, functionEnv);
  const { counters, counted } = counting;
  return { ...deployment, source: { ...deployment.source, counters }, counted };
}

/** Code that cannot be counted in is run as it is. */
async function tryToCount(compiled: Compiled, file: string) {
  const { countersName: counters, countLines } = await import('../compile/count-lines.ts');
  try {
    const counting = countLines(compiled);
    if (counting !== null) verifySyntax(counting, file);
    return counting && { ...counting, counters };
  } catch {
    return null;
  }
}
