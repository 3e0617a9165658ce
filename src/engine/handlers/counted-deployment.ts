import type { CountedLine } from '../compile/count-lines.ts';
import { verifySyntax } from '../compile/verify-syntax.ts';
import type { Deployment } from '../deployment.ts';

/** A deployment that tells of its lines: what its counters stand for. */
export interface CountedDeployment extends Deployment {
  readonly counted?: readonly CountedLine[];
}

/**
 * The same code with its lines counted, as a deployment of its own, to be retired after use. What cannot be counted in
 * comes without: it still runs apart from what is deployed.
 */
export async function countedDeployment(deployment: Deployment): Promise<CountedDeployment> {
  const { source, sourceMap } = deployment;
  // What is deployed is known by its identity: a copy is another.
  const own = { ...deployment };
  const { countersName: counters, countLines } = await import('../compile/count-lines.ts');
  try {
    const counting = countLines({ code: source.code, sourceMap });
    if (counting === null) return own;
    verifySyntax(counting, source.file);
    const { code, counted } = counting;
    return { ...own, source: { ...source, code, counters }, sourceMap: counting.sourceMap, counted };
  } catch {
    return own;
  }
}
